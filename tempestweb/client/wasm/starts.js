/**
 * Remembers over a crash that a start from a snapshot was tried: a renderer that has died
 * cannot say so.
 */
export class Starts {
  #key;

  /** @param {string} page the address of the page */
  constructor(page) {
    this.#key = `tempestweb start ${page}`;
    // Who leaves has not crashed.
    addEventListener("pagehide", () => this.end());
  }

  /** Notes that one begins; false: the last one never came to its end. */
  begin() {
    try {
      if (localStorage.getItem(this.#key) !== null) {
        localStorage.removeItem(this.#key);
        return false;
      }
      localStorage.setItem(this.#key, "");
    } catch (error) {
      // A browser that forbids it: nothing is known of earlier starts.
      console.warn("tempestweb: client.starts", error);
    }
    return true;
  }

  end() {
    try {
      localStorage.removeItem(this.#key);
    } catch (error) {
      console.warn("tempestweb: client.starts", error);
    }
  }
}
