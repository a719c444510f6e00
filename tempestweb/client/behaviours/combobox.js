/** @import { Behaviour, BehaviourContext } from "../types.js" */

import css from "./combobox.css";
import { look } from "./parts/look.js";

const dress = look(css);

/** More suggestions than that help nobody; typing on makes them fewer. */
const MOST = 100;
/** Their greatest height, and their distance from the field, in CSS px. */
const HEIGHT = 320;
const DISTANCE = 4;

let count = 0;

/** @type {WeakMap<Element, Suggestions>} */
const lists = new WeakMap();

/**
 * A text field with suggestions, as the combobox pattern of WAI-ARIA has it: the focus
 * stays in the field, the arrows go through the list, Enter takes, Escape closes.
 *
 * @type {Behaviour<{ options: string[] }>}
 */
const combobox = {
  connect(element, { options }, context) {
    dress(element);
    const field = /** @type {HTMLInputElement} */ (element);
    lists.set(element, new Suggestions(field, options, context));
  },
  update(element, { options }) {
    lists.get(element)?.offer(options);
  },
};

export default combobox;

class Suggestions {
  #field;
  #options;
  #emit;
  #list = document.createElement("ul");
  /** @type {number[]} What is listed, as indexes of options. */
  #found = [];
  /** The active one among them; -1: none. */
  #active = -1;
  #isOpen = false;

  /**
   * @param {HTMLInputElement} field
   * @param {string[]} options
   * @param {BehaviourContext} context
   */
  constructor(field, options, { signal, emit }) {
    this.#field = field;
    this.#options = options;
    this.#emit = emit;
    const list = this.#list;
    list.id = `tw-suggestions-${++count}`;
    list.className = "tw-suggestions";
    list.popover = "manual";
    list.role = "listbox";
    list.ariaLabel = "Suggestions";
    field.setAttribute("aria-controls", list.id);
    // In the scene, whose colours it has; nothing of the tree comes after it.
    (field.closest(".tw-scene") ?? document.body).append(list);
    const on = { signal };
    field.addEventListener("input", () => this.#open(), on);
    field.addEventListener("click", () => this.#open(), on);
    field.addEventListener("keydown", (event) => this.#key(event), on);
    field.addEventListener("blur", () => this.#close(), on);
    // A press on the list must not take the focus from the field.
    list.addEventListener("pointerdown", (event) => event.preventDefault(), on);
    list.addEventListener("mousedown", (event) => event.preventDefault(), on);
    list.addEventListener("click", ({ target }) => {
      const at = [...list.children].indexOf(/** @type {Element} */ (target));
      if (at >= 0) this.#take(at);
    });
    const place = () => this.#isOpen && this.#place();
    window.addEventListener("scroll", place, { capture: true, passive: true, signal });
    window.addEventListener("resize", place, on);
    signal.addEventListener("abort", () => list.remove());
  }

  /** @param {string[]} options */
  offer(options) {
    this.#options = options;
    if (this.#isOpen) this.#open();
  }

  /** Shows what fits the text, or nothing where nothing does. */
  #open() {
    const wanted = plain(this.#field.value);
    this.#found = [];
    for (let at = 0; at < this.#options.length && this.#found.length < MOST; at++) {
      if (plain(this.#options[at]).includes(wanted)) this.#found.push(at);
    }
    const isDone =
      this.#found.length === 1 && this.#options[this.#found[0]] === this.#field.value;
    if (!this.#found.length || isDone) {
      this.#close();
      return;
    }
    this.#list.replaceChildren(
      ...this.#found.map((at, place) => {
        const item = document.createElement("li");
        item.id = `${this.#list.id}-${place}`;
        item.role = "option";
        item.ariaSelected = "false";
        item.textContent = this.#options[at];
        return item;
      }),
    );
    if (!this.#isOpen) this.#list.showPopover();
    this.#isOpen = true;
    this.#field.setAttribute("aria-expanded", "true");
    this.#activate(-1);
    this.#place();
  }

  #close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#list.isConnected) this.#list.hidePopover();
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** Below the field, or above it where there is more room. */
  #place() {
    const { left, top, bottom, width } = this.#field.getBoundingClientRect();
    const { style } = this.#list;
    style.setProperty(
      "--tw-accent",
      getComputedStyle(this.#field).getPropertyValue("--tw-accent"),
    );
    const below = innerHeight - bottom - 2 * DISTANCE;
    const above = top - 2 * DISTANCE;
    style.left = `${left}px`;
    style.width = `${width}px`;
    style.maxHeight = `${Math.min(HEIGHT, Math.max(above, below))}px`;
    const { height } = this.#list.getBoundingClientRect();
    const isBelow = height <= below || below >= above;
    style.top = `${isBelow ? bottom + DISTANCE : top - DISTANCE - height}px`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, altKey, isComposing } = event;
    if (isComposing) return;
    const last = this.#found.length - 1;
    if (key === "ArrowDown" && !this.#isOpen) {
      this.#open();
      if (this.#isOpen && !altKey) this.#activate(0);
    } else if (!this.#isOpen) {
      return;
    } else if (key === "ArrowDown") {
      this.#activate(this.#active >= last ? 0 : this.#active + 1);
    } else if (key === "ArrowUp" && !altKey) {
      this.#activate(this.#active <= 0 ? last : this.#active - 1);
    } else if (key === "Enter" && this.#active >= 0) {
      this.#take(this.#active);
    } else if (key === "Escape" || key === "ArrowUp") {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} place */
  #activate(place) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = place;
    const item = this.#list.children[place];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.#field.setAttribute("aria-activedescendant", item.id);
    } else {
      this.#field.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {number} place */
  #take(place) {
    const index = this.#found[place];
    const value = this.#options[index];
    this.#field.value = value;
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#close();
    this.#emit("pick", { value, index });
  }
}

/** @param {string} text without what does not count when it is searched */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
