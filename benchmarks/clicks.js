/** Times clicks in a page; `clicks.py` puts it there. */
(() => {
  const find = (root, selector) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inside = element.shadowRoot && find(element.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  };
  const sleep = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

  window.tempestwebBench = {
    /**
     * Click so many times and wait for the text to change each time.
     *
     * @param {{ cell: number | null, button: string, text: string, count: number, gap: number }}
     *   what `cell` is the notebook's, null in a page of its own; `gap` is the pause
     *   after each answer, in ms
     * @returns {Promise<number[]>} from click to DOM, in ms
     */
    async clicks({ cell, button, text, count, gap }) {
      const cells = document.querySelectorAll(".jp-Notebook .jp-Cell");
      const output = cell === null ? document : cells[cell];
      const clicked = find(output, button);
      const shown = find(output, text);
      const times = [];
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        const changed = new Promise((done) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            done();
          });
          const what = { characterData: true, childList: true, subtree: true };
          observer.observe(shown, what);
        });
        clicked.click();
        await changed;
        times.push(performance.now() - start);
        await sleep(gap);
      }
      return times;
    },
  };
})();
