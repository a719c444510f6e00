/** Those who wait for one thing to happen, again and again. */
export class Waiters {
  /** @type {{ resolve: () => void, reject: (reason: Error) => void }[]} */
  #waiting = [];

  /** @returns {Promise<void>} settled by the next `resolve` or `reject` */
  wait() {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  resolve() {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /** @param {string} reason */
  reject(reason) {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(reason));
  }
}
