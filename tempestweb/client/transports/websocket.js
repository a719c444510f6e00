/** @import { LineEvents, Transport } from "../types.js" */

import { Comm } from "./frames.js";

/**
 * Carries the messages of one connection over a WebSocket.
 *
 * @param {URL} url of the endpoint, with the scheme of the page or of WebSocket
 * @param {LineEvents} events
 * @returns {Transport}
 */
export function websocket(url, { opened, closed }) {
  const address = new URL(url);
  address.protocol = address.protocol.replace("http", "ws");
  const comm = new Comm(closed);
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  const stopping = new AbortController();
  const { signal } = stopping;
  socket.addEventListener("open", opened, { signal });
  socket.addEventListener("message", ({ data }) => comm.take(data), { signal });
  socket.addEventListener("close", () => closed(false), { signal });
  return {
    send: (message, buffers) => socket.send(comm.pack(message, buffers)),
    receive: (callback) => comm.receive(callback),
    close() {
      stopping.abort();
      socket.close();
    },
  };
}
