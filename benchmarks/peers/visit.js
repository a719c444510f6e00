/** Finds texts and times clicks in pages of any framework; shadow roots included. */
(() => {
  /** @param {Node} root @param {string} text @returns {Element | null} */
  const find = (root, text) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.shadowRoot) {
        const inside = find(node.shadowRoot, text);
        if (inside) return inside;
      }
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.data.trim() === text) return node;
      }
    }
    return null;
  };

  const frame = () => new Promise((go) => requestAnimationFrame(go));
  const sleep = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

  /** @type {Element | null} */
  let button = null;
  /** @type {Element | null} */
  let shown = null;

  window.tempestwebVisit = {
    /** Wait until a text is there; when that was, in ms since the navigation. */
    async appears(text, patience) {
      while (!document.body || !find(document.body, text)) {
        if (performance.now() > patience) throw new Error(`no "${text}" to be seen`);
        await frame();
      }
      return performance.now();
    },

    /**
     * Click and wait for the next count each time; a pause after each.
     *
     * @param {{ from: number, count: number, gap: number, seconds: number }} what
     *   ends early when the time is up
     * @returns {Promise<number[]>} from click to DOM, in ms
     */
    async clicks({ from, count, gap, seconds }) {
      const times = [];
      const end = performance.now() + seconds * 1000;
      for (let i = from; i < from + count && performance.now() < end; i++) {
        // Some make their elements anew, a while after the answer.
        while (!button?.isConnected || shown?.textContent?.trim() !== `Count: ${i}`) {
          button = find(document.body, "+");
          shown = find(document.body, `Count: ${i}`);
          if (!button || !shown) await frame();
          if (performance.now() > end) return times;
        }
        const expected = `Count: ${i + 1}`;
        const place = shown.getRootNode();
        const scope = place === document ? document.body : place;
        const changed = new Promise((done) => {
          const observer = new MutationObserver(() => {
            const isThere = shown.isConnected
              ? shown.textContent.trim() === expected
              : find(scope, expected);
            if (!isThere) return;
            observer.disconnect();
            done();
          });
          const all = { characterData: true, childList: true, subtree: true };
          observer.observe(scope, all);
        });
        const start = performance.now();
        button.click();
        const late = sleep(20_000).then(() => Promise.reject(new Error("no answer")));
        await Promise.race([changed, late]);
        times.push(performance.now() - start);
        await sleep(gap);
      }
      return times;
    },
  };
})();
