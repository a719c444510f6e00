/**
 * Takes in what a development server tells of the app's files.
 *
 * @param {string} url of its stream of events
 * @param {(files: string) => void} reload told of files that changed, as JSON
 */
export function followChanges(url, reload) {
  const stream = new EventSource(url);
  stream.addEventListener("files", ({ data }) => reload(data));
  // The page itself was built anew.
  stream.addEventListener("page", () => location.reload());
}
