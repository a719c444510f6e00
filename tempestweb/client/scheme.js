/**
 * Shows the dark one of the two first views that the build has rendered, where the page
 * is dark: a script of its own, for it must run before anything is painted.
 */

const dark = document.querySelector("template#tempestweb-dark");
const shown = document.querySelector(".tempestweb");
if (
  dark instanceof HTMLTemplateElement &&
  shown instanceof HTMLElement &&
  dark.content.childElementCount > 0 &&
  matchMedia("(prefers-color-scheme: dark)").matches
) {
  shown.replaceChildren(dark.content);
}
document.documentElement.classList.add("tw-painted");
