/** One timer that is set or not. */
export class Alarm {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #ring;

  /** @param {() => void} ring */
  constructor(ring) {
    this.#ring = ring;
  }

  get isSet() {
    return this.#timer !== undefined;
  }

  /**
   * Sets it, unless it is set.
   *
   * @param {number} delay in ms
   */
  set(delay) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#ring();
    }, delay);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
