/** Files of the build, fetched with their progress told. */

/**
 * Fetches files side by side, and tells how much of all of them has come.
 */
export class Downloads {
  #total;
  #loaded = 0;
  #told = 0;
  #tell;

  /**
   * @param {number} total bytes of all files that will be fetched
   * @param {(share: number) => void} tell called with 0 to 1
   */
  constructor(total, tell) {
    this.#total = total;
    this.#tell = tell;
  }

  /**
   * Fetches one file.
   *
   * @param {string} url
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  async bytes(url) {
    const response = await answerOf(url);
    const reader = response.body?.getReader();
    if (!reader) return new Uint8Array(await response.arrayBuffer());
    /** @type {Uint8Array[]} */
    const parts = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      this.add(value.length);
    }
    const whole = new Uint8Array(length);
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }

  /**
   * Notes bytes that came.
   *
   * @param {number} bytes
   */
  add(bytes) {
    this.#loaded += bytes;
    const share = Math.min(1, this.#loaded / this.#total);
    // Once for each hundredth, not for each packet.
    if (share - this.#told < 0.01 && share < 1) return;
    this.#told = share;
    this.#tell(share);
  }
}

/**
 * @param {string} url
 * @returns {Promise<Response>} with status 200
 */
async function answerOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`);
  return response;
}

/**
 * Fetches a file and waits for it: only a worker may, and only Python's imports have to.
 *
 * @param {string} url
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesAtOnce(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) {
    throw new Error(`${url} was answered with ${request.status}`);
  }
  return new Uint8Array(request.response);
}
