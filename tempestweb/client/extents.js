/** Lines of a list whose sums are kept together. */
const CHUNK = 256;

/** How long the lines of a list are: measured, or what the first ones make expect. */
export class Extents {
  /** 0: not measured yet. */
  #sizes;
  /** @type {Float64Array} Of each chunk: the sum of what is measured. */
  #sums;
  /** @type {Uint32Array} Of each chunk: how many are. */
  #counts;
  /** What a line is taken for until it is measured. */
  #expected = 0;

  /** @param {number} count */
  constructor(count) {
    this.#sizes = new Float32Array(count);
    this.#sums = new Float64Array(Math.ceil(count / CHUNK));
    this.#counts = new Uint32Array(this.#sums.length);
  }

  /**
   * Goes on with another number of lines.
   *
   * @param {number} count
   * @param {number} by so many came before those that were there
   */
  resize(count, by) {
    const before = this.#sizes;
    this.#sizes = new Float32Array(count);
    this.#sums = new Float64Array(Math.ceil(count / CHUNK));
    this.#counts = new Uint32Array(this.#sums.length);
    before.forEach((size, line) => {
      if (size) this.#set(line + by, size);
    });
  }

  /** @param {Map<number, number>} sizes by line */
  measure(sizes) {
    if (!this.#expected && sizes.size) {
      // Once: a total that changes while somebody scrolls moves the scroll bar.
      const sum = [...sizes.values()].reduce((total, size) => total + size, 0);
      this.#expected = sum / sizes.size;
    }
    for (const [line, size] of sizes) this.#set(line, size);
  }

  /**
   * Where a line begins; the one after the last: where the list ends.
   *
   * @param {number} line
   */
  start(line) {
    const chunk = Math.min(Math.floor(line / CHUNK), this.#sums.length);
    let known = 0;
    let count = 0;
    for (let index = 0; index < chunk; index++) {
      known += this.#sums[index];
      count += this.#counts[index];
    }
    for (let index = chunk * CHUNK; index < line; index++) {
      if (!this.#sizes[index]) continue;
      known += this.#sizes[index];
      count++;
    }
    return known + (line - count) * this.#expected;
  }

  /**
   * The line at a place.
   *
   * @param {number} place
   */
  lineAt(place) {
    let [low, high] = [0, Math.max(0, this.#sizes.length - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * @param {number} line
   * @param {number} size
   */
  #set(line, size) {
    if (line < 0 || line >= this.#sizes.length) return;
    const chunk = Math.floor(line / CHUNK);
    if (!this.#sizes[line]) this.#counts[chunk]++;
    this.#sums[chunk] += size - this.#sizes[line];
    this.#sizes[line] = size;
    // What is stored is a little less exact.
    this.#sums[chunk] += this.#sizes[line] - size;
  }
}
