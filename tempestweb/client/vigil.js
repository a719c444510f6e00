/** @import { PendingEvent } from "./outbox.js" */

import { Alarm } from "./alarm.js";

/** An event unanswered for longer than this, in ms, makes the view busy. */
const BUSY_AFTER = 150;

/** A line lost for longer than this, in ms, is worth a sign. */
const SIGN_AFTER = 1000;

/**
 * A line on which nothing is heard for so long, in ms, while an answer is due, is taken
 * to be dead. Twice as long the next time: it may be a slow handler.
 */
const PATIENCE = 10_000;

/** Watches how long one view waits, and says when it is too long. */
export class Vigil {
  #busy;
  #sign;
  #silence;
  #patience = PATIENCE;

  /**
   * @param {{ busy: () => void, lost: () => void, silent: () => void }} calls made when
   *   the oldest event has waited, when the line has been lost for a while, and when
   *   the line seems dead.
   */
  constructor({ busy, lost, silent }) {
    this.#busy = new Alarm(busy);
    this.#sign = new Alarm(lost);
    this.#silence = new Alarm(() => {
      this.#patience *= 2;
      silent();
    });
  }

  /**
   * Tells whether an event has waited so long that it shows.
   *
   * @param {PendingEvent | undefined} oldest
   */
  static isBusy(oldest) {
    return oldest !== undefined && Date.now() - oldest.at >= BUSY_AFTER;
  }

  /** Notes that the line is alive. */
  hear() {
    this.#silence.clear();
    this.#patience = PATIENCE;
  }

  /**
   * Looks at what there is to wait for now.
   *
   * @param {{
   *   oldest: PendingEvent | undefined, isLost: boolean, isDue: boolean
   * }} things the oldest event without an answer; whether the line is lost; whether
   *   the session has something to answer on it.
   */
  watch({ oldest, isLost, isDue }) {
    this.#busy.clear();
    if (oldest && !Vigil.isBusy(oldest)) {
      this.#busy.set(oldest.at + BUSY_AFTER - Date.now());
    }
    if (isLost) this.#sign.set(SIGN_AFTER);
    else this.#sign.clear();
    if (isDue) this.#silence.set(this.#patience);
    else this.#silence.clear();
  }

  /** Nothing is waited for any more. */
  stop() {
    this.watch({ oldest: undefined, isLost: false, isDue: false });
  }
}
