/** @import { Behaviour } from "../types.js" */

import css from "./fold.css";
import { look } from "./parts/look.js";

const dress = look(css);

/**
 * The look of what unfolds, where no page has it from the start.
 *
 * @type {Behaviour}
 */
const fold = {
  connect(element) {
    dress(element);
  },
};

export default fold;
