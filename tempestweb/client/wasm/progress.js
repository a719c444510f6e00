/**
 * The slim bar at the top of a page whose Python is on its way.
 *
 * @param {Element | null} bar in the page's HTML, so that it is there at once
 */
export function createProgress(bar) {
  const element = /** @type {HTMLElement | null} */ (bar);
  return {
    /**
     * @param {number} share 0 to 1
     * @param {string} label what is going on
     */
    show(share, label) {
      if (!element) return;
      const percent = Math.round(share * 100);
      element.style.setProperty("--tw-share", String(share));
      element.setAttribute("aria-valuenow", String(percent));
      element.setAttribute("aria-valuetext", `${label}, ${percent} %`);
      const said = element.querySelector(".tw-boot-label");
      if (said) said.textContent = `${label}…`;
    },
    finish() {
      element?.remove();
    },
  };
}
