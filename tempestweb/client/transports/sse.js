/** @import { LineEvents, Transport } from "../types.js" */

import { Comm } from "./frames.js";

/**
 * Carries the messages of one connection where a WebSocket does not get through: those
 * of the server as a stream of events, those of the client as POSTs.
 *
 * @param {URL} url of the endpoint
 * @param {LineEvents} events
 * @returns {Transport}
 */
export function sse(url, { opened, closed }) {
  const comm = new Comm(closed);
  const address = new URL(url);
  address.searchParams.set("comm_id", comm.id);
  const stream = new EventSource(address);
  const stopping = new AbortController();
  const { signal } = stopping;
  stream.addEventListener("open", opened, { signal });
  stream.addEventListener("message", ({ data }) => comm.take(data), { signal });
  // The browser would open it again by itself, but as the same comm.
  stream.addEventListener("error", () => closed(false), { signal });

  /** @type {(string | Blob)[]} Frames that are not posted yet. */
  const waiting = [];
  let isPosting = false;

  /** The next list of frames of text, or the next binary frame. */
  const next = () => {
    if (waiting[0] instanceof Blob) return /** @type {Blob} */ (waiting.shift());
    const binary = waiting.findIndex((frame) => frame instanceof Blob);
    return `[${waiting.splice(0, binary < 0 ? waiting.length : binary).join()}]`;
  };

  // One post at a time, because two could overtake each other.
  async function post() {
    if (isPosting) return;
    isPosting = true;
    try {
      while (waiting.length > 0 && !signal.aborted) {
        const body = next();
        const type = body instanceof Blob ? "octet-stream" : "json";
        const headers = { "Content-Type": `application/${type}`, ...forgeryHeader() };
        const answer = await fetch(address, { method: "POST", body, headers, signal });
        if (!answer.ok) throw new Error(`POST was answered with ${answer.status}`);
      }
    } catch (error) {
      if (signal.aborted) return;
      // What the session did not take in is sent again on the next line.
      console.warn("tempestweb: client.transport", error);
      closed(false);
    } finally {
      isPosting = false;
    }
  }

  return {
    send(message, buffers) {
      waiting.push(comm.pack(message, buffers));
      post();
    },
    receive: (callback) => comm.receive(callback),
    close() {
      stopping.abort();
      stream.close();
    },
  };
}

/** Proves with tornado's cookie, where there is one, that the page is the server's. */
function forgeryHeader() {
  const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1];
  return token ? { "X-XSRFToken": decodeURIComponent(token) } : undefined;
}
