/** @import { Behaviour, BehaviourContext } from "../types.js" */

import { sizeInWords } from "../sizes.js";
import { Upload } from "../uploads.js";
import css from "./file-picker.css";
import { focusedNear } from "./parts/focus.js";
import { look } from "./parts/look.js";

const dress = look(css);

/** An element whose successor does not come within so many ms has left for good. */
const PATIENCE = 2000;

/** One transfer has at most so many files; see docs/protocol.md. */
const MOST_FILES = 1000;

/** @typedef {import("../transfers.js").Transfers} Transfers */

/** @type {WeakMap<Transfers, Map<number, Upload>>} What goes on, by view and node id. */
const uploads = new WeakMap();

/** @type {WeakMap<Element, Picker>} */
const pickers = new WeakMap();

/**
 * Lets the user give files to the app: chosen, or dropped on the control, which shows
 * how far they are and can stop them.
 *
 * @type {Behaviour<{ value: string }>}
 */
export default {
  connect(element, { value }, context) {
    dress(element);
    const input = /** @type {HTMLInputElement} */ (element);
    pickers.set(input, new Picker(input, value, context));
  },
  update(element, { value }) {
    pickers.get(element)?.update(value);
  },
};

class Picker {
  #input;
  #control;
  #value;
  #context;
  #ongoing;
  #status = document.createElement("span");
  #progress = document.createElement("progress");
  #cancel = document.createElement("button");
  /** @type {Upload | undefined} */
  #upload;

  /**
   * @param {HTMLInputElement} input
   * @param {string} value
   * @param {BehaviourContext} context
   */
  constructor(input, value, context) {
    this.#input = input;
    this.#control = /** @type {HTMLElement} */ (input.parentElement);
    this.#value = value;
    this.#context = context;
    this.#ongoing = ongoingOf(context.transfers);
    const { id, signal } = context;

    this.#status.className = "tw-file-status";
    this.#status.setAttribute("role", "status");
    this.#progress.className = "tw-progress";
    this.#cancel.className = "tw-button tw-file-cancel";
    this.#cancel.type = "button";
    this.#cancel.textContent = "Cancel";
    this.#control.append(this.#status);

    this.#cancel.addEventListener("click", (event) => {
      // The label around it would open the picker.
      event.preventDefault();
      this.#upload?.cancel();
      this.#rest("Cancelled");
      this.#input.focus();
    });
    input.addEventListener("change", () => this.#takeChosen(), { signal });
    this.#takeDrops(signal);
    signal.addEventListener("abort", () => this.#leave(this.#upload));

    const upload = this.#ongoing.get(id);
    // A mount has put this element in the place of one that was sending.
    if (upload && !upload.isOver) this.#follow(upload);
    // The user may have been faster than this module.
    else if (input.files?.length) this.#takeChosen();
  }

  /** @param {string} value */
  update(value) {
    if (value === this.#value) return;
    this.#value = value;
    if (!this.#upload || this.#upload.isOver) this.#rest("");
  }

  #takeChosen() {
    const files = [...(this.#input.files ?? [])];
    // So that the same file can be chosen again.
    this.#input.value = "";
    if (files.length > 0) this.#send(files);
  }

  /** @param {AbortSignal} signal */
  #takeDrops(signal) {
    const { dataset } = this.#input;
    /** @param {DragEvent} event */
    const over = (event) => {
      const { dataTransfer } = event;
      if (!dataTransfer?.types.includes("Files") || this.#input.disabled) return;
      event.preventDefault();
      dataTransfer.dropEffect = "copy";
      dataset.twOver = "";
    };
    const control = this.#control;
    control.addEventListener("dragover", over, { signal });
    control.addEventListener("dragleave", () => delete dataset.twOver, { signal });
    control.addEventListener(
      "drop",
      (event) => {
        delete dataset.twOver;
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0 || this.#input.disabled) return;
        event.preventDefault();
        const wrong = files.find((file) => !accepts(this.#input.accept, file));
        if (files.length > 1 && !this.#input.multiple) {
          this.#rest("Only one file can be given here.", true);
        } else if (wrong) {
          this.#rest(`${wrong.name} is not one of ${this.#input.accept}.`, true);
        } else {
          this.#send(files);
        }
      },
      { signal },
    );
  }

  /** @param {File[]} files */
  #send(files) {
    this.#upload?.cancel();
    if (!this.#input.dataset.twOn) {
      // Nobody asks for them.
      this.#rest(inWords(files));
      return;
    }
    if (files.length > MOST_FILES) {
      const limit = `the limit is ${MOST_FILES} at once`;
      this.#rest(`These are ${files.length} files; ${limit}.`, true);
      return;
    }
    const { id, transfers } = this.#context;
    const upload = new Upload(transfers, files, this.#watcher(files));
    this.#ongoing.set(id, upload);
    this.#follow(upload);
    upload.start();
  }

  /** @param {Upload} upload */
  #follow(upload) {
    this.#upload = upload;
    upload.watcher = this.#watcher(upload.files);
    this.#input.removeAttribute("aria-invalid");
    this.#status.classList.remove("tw-file-error");
    this.#status.textContent = inWords(upload.files);
    this.#progress.removeAttribute("value");
    this.#progress.setAttribute("aria-label", `Uploading ${inWords(upload.files)}`);
    this.#control.append(this.#cancel, this.#progress);
  }

  /** @param {File[]} files */
  #watcher(files) {
    return {
      /** @type {import("../uploads.js").Watcher["progressed"]} */
      progressed: (taken, size) => {
        this.#progress.value = size > 0 ? taken / size : 1;
      },
      /** @type {import("../uploads.js").Watcher["arrived"]} */
      arrived: (transfer) => {
        this.#context.emit("files", { transfer });
        this.#rest(inWords(files));
      },
      /** @type {import("../uploads.js").Watcher["failed"]} */
      failed: (title) => this.#rest(title, true),
    };
  }

  /**
   * Shows that nothing is on its way.
   *
   * @param {string} text
   * @param {boolean} [isError]
   */
  #rest(text, isError = false) {
    // A button that goes takes the keyboard with it.
    if (focusedNear(this.#input) === this.#cancel) this.#input.focus();
    this.#cancel.remove();
    this.#progress.remove();
    this.#status.textContent = text;
    this.#status.classList.toggle("tw-file-error", isError);
    if (isError) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  /** @param {Upload | undefined} upload */
  #leave(upload) {
    const watcher = upload?.watcher;
    setTimeout(() => {
      // Unless another element shows it by now.
      if (upload?.watcher === watcher) upload?.cancel();
    }, PATIENCE);
  }
}

/** @param {Transfers} transfers */
function ongoingOf(transfers) {
  const found = uploads.get(transfers) ?? new Map();
  uploads.set(transfers, found);
  return found;
}

/** @param {File[]} files */
function inWords(files) {
  const size = sizeInWords(files.reduce((sum, file) => sum + file.size, 0));
  return files.length === 1
    ? `${files[0].name} · ${size}`
    : `${files.length} files · ${size}`;
}

/**
 * Whether the user may give a file, as the browser's own dialog sees it.
 *
 * @param {string} accept endings, media types and `image/*`, separated by commas
 * @param {File} file
 */
function accepts(accept, { name, type }) {
  const kinds = accept.split(",").map((kind) => kind.trim().toLowerCase());
  return kinds.some(
    (kind) =>
      kind === "" ||
      kind === "*/*" ||
      (kind.startsWith(".") && name.toLowerCase().endsWith(kind)) ||
      kind === type ||
      (kind.endsWith("/*") && type.startsWith(kind.slice(0, -1))),
  );
}
