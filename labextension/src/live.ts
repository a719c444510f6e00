/** Loaded with the first app that is shown: what shows one on a comm of our own. */

export { default as bootstrap } from "../../tempestweb/client/bootstrap.js";
export { managerOf } from "./manager.ts";
export { CommModel } from "./model.ts";
export { keepWhole } from "./scrolling.ts";
