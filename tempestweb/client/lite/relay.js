/**
 * Requests of the kernel that a page of the site answers: JupyterLite's own protocol of
 * its service worker, for a kernel that reads files or asks for input.
 */

const channel = new BroadcastChannel("/sw-api.v1");

/**
 * Tells whether a request is for a page to answer.
 *
 * @param {URL} url
 */
export function isForPage(url) {
  return url.pathname.includes("/api/drive") || url.pathname.includes("/api/stdin/");
}

/**
 * Lets a page answer.
 *
 * @param {Request} request with a JSON object that names the page
 * @param {URL} url its address
 * @returns {Promise<Response>}
 */
export async function relay(request, url) {
  const question = await request.json();
  const { browsingContextId } = question;
  const requestId = question.requestId ?? crypto.randomUUID();
  /** @type {Promise<unknown>} */
  const answered = new Promise((answer) => {
    const listening = new AbortController();
    channel.addEventListener(
      "message",
      ({ data }) => {
        const isOurs = data.requestId === requestId;
        if (!isOurs || data.browsingContextId !== browsingContextId) return;
        listening.abort();
        answer(data.response);
      },
      { signal: listening.signal },
    );
  });
  channel.postMessage({ ...question, requestId, pathname: url.pathname });
  return new Response(JSON.stringify(await answered));
}
