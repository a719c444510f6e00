/**
 * What a page leaves behind for the server to make the next HTML of it right at once.
 * Cookies of the app's path, and none of them a secret.
 *
 * @param {string} base the path of the app
 */
export function tracesOf(base) {
  return {
    /**
     * @param {string} name
     * @param {string | null} value null: no more
     * @param {number} [seconds] how long it lasts; as long as the browser runs if absent
     */
    leave(name, value, seconds) {
      const life = value === null ? 0 : seconds;
      // biome-ignore lint/suspicious/noDocumentCookie: the other way is for HTTPS only
      document.cookie = [
        `${name}=${value ?? ""}`,
        `path=${base}`,
        "samesite=lax",
        ...(location.protocol === "https:" ? ["secure"] : []),
        ...(life === undefined ? [] : [`max-age=${life}`]),
      ].join("; ");
    },
  };
}
