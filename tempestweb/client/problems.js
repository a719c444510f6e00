/** @import { Problem } from "./types.js" */

/** @type {Set<Problem["source"]>} */
const OF_EVENTS = new Set(["handler", "protocol"]);

/** What is wrong with one view now: at most one problem of each source. */
export class Problems {
  /** @type {Map<Problem["source"], { problem: Problem, since: number }>} */
  #bySource = new Map();
  #hasChanged = false;

  /** @returns {Problem[]} */
  get list() {
    return [...this.#bySource.values()].map(({ problem }) => problem);
  }

  /** @param {Problem["source"]} source */
  has(source) {
    return this.#bySource.has(source);
  }

  /**
   * @param {Problem} problem
   * @param {number} since the last event's `n` when it came
   */
  raise(problem, since) {
    this.#bySource.set(problem.source, { problem, since });
    this.#hasChanged = true;
  }

  /** @param {Problem["source"]} source */
  drop(source) {
    if (this.#bySource.delete(source)) this.#hasChanged = true;
  }

  /**
   * Drops what patches have mended: a failed view when the session says that it works
   * again, what an event led to by the answer to one of later. The event that failed
   * may be acknowledged after its error has come.
   *
   * @param {boolean} hasRecovered
   * @param {number} acknowledged the `n` of the last event taken in
   */
  mend(hasRecovered, acknowledged) {
    for (const [source, { since }] of this.#bySource) {
      if (
        source === "view" ? hasRecovered : OF_EVENTS.has(source) && acknowledged > since
      ) {
        this.drop(source);
      }
    }
  }

  /** Tells whether something changed since it was asked last. */
  takeChange() {
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }
}
