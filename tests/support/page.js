/**
 * Functions that the browser tests call in a page; added to every page before its own
 * scripts run. Python calls them as `tempestwebTests.<name>(...)`, and gets what they
 * return as JSON: a function that is called for its effect returns nothing, for what
 * JupyterLab's own return, such as a panel, cannot always be serialized.
 */
(() => {
  /** The notebook in the current tab of JupyterLab or Notebook 7. */
  const notebook = () => window.jupyterapp?.shell?.currentWidget;

  window.tempestwebTests = {
    /**
     * Wait until every app has answered every event.
     *
     * The deadline is kept here because evaluation in a page has none: a promise that
     * never settles would hang the test.
     *
     * @param {Element[]} roots
     * @param {number} milliseconds
     */
    async idle(roots, milliseconds) {
      const deadline = AbortSignal.timeout(milliseconds);
      const late = new Promise((_, reject) => {
        deadline.addEventListener("abort", () => {
          const states = roots.map((root) => root.getAttribute("data-tw-state"));
          reject(new Error(`not idle in ${milliseconds} ms; states: ${states}`));
        });
      });
      const all = Promise.all(roots.map((root) => root.tempestweb.idle()));
      await Promise.race([all, late]);
      return roots.length;
    },

    /**
     * Tell whether the notebook is shown and its kernel idle and connected.
     *
     * The toolbar's indicator says idle about a second before the kernel is first
     * initialized, and what is run in that second is lost.
     */
    isKernelIdle() {
      const panel = notebook();
      const context = panel?.sessionContext;
      const kernel = context?.session?.kernel;
      return Boolean(
        panel?.context?.isReady &&
          panel.revealed &&
          context?.isReady &&
          kernel?.connectionStatus === "connected" &&
          kernel.status === "idle",
      );
    },

    /**
     * Execute a command; settles when it has done its work.
     *
     * @param {string} name
     * @param {object} [args]
     */
    async execute(name, args) {
      await window.jupyterapp.commands.execute(name, args);
    },

    /** Run all cells; settles when the last has run. */
    async runAllCells() {
      await this.execute("notebook:run-all-cells");
    },

    /**
     * Run one cell.
     *
     * @param {number} index
     * @param {boolean} wait Settle when it has run, else at once.
     */
    async runCell(index, wait) {
      const { content } = notebook();
      content.deselectAll();
      content.activeCellIndex = index;
      const run = this.execute("notebook:run-cell");
      if (wait) await run;
    },

    /** Restart the kernel without asking; the page stays as it is. */
    async restartKernel() {
      await notebook().sessionContext.restartKernel();
    },

    /**
     * Send the messages of comms as JupyterLab's setting `commsOverSubshells` says.
     *
     * @param {"perCommTarget" | "perComm" | "disabled"} value
     */
    setCommsOverSubshells(value) {
      notebook().sessionContext.session.kernel.commsOverSubshells = value;
    },

    /** Tell whether the notebook has changed since it was saved. */
    isUnsaved() {
      return notebook().context.model.dirty;
    },

    /**
     * Wait until a static page has put a state with a text in it aside.
     *
     * @param {string} text
     * @param {number} milliseconds
     */
    async kept(text, milliseconds) {
      const deadline = performance.now() + milliseconds;
      const states = () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open("tempestweb");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const store = database.transaction("states").objectStore("states");
            store.getAll().onsuccess = ({ target }) => {
              database.close();
              resolve(target.result);
            };
          };
        });
      while (!(await states()).some((state) => state.includes(text))) {
        if (performance.now() > deadline) throw new Error(`${text} is not kept`);
        await new Promise(requestAnimationFrame);
      }
    },

    /**
     * Open the app of a file, as Open With does; its panel is then the current tab.
     *
     * @param {string} path
     */
    async openApp(path) {
      const factory = "tempestweb App";
      await this.execute("docmanager:open", { path, factory });
    },

    /**
     * Replace a text in the file of the current tab, and save it.
     *
     * @param {string} old
     * @param {string} text
     */
    async saveApp(old, text) {
      const { context } = notebook();
      const { sharedModel } = context.model;
      sharedModel.setSource(sharedModel.getSource().replace(old, text));
      await context.save();
    },

    /** Save the notebook. */
    async save() {
      await notebook().context.save();
    },

    /** Return the notebook's file as JSON, as it was saved. */
    async savedText() {
      const { contents } = jupyterapp.serviceManager;
      const saved = await contents.get(notebook().context.path, { content: true });
      return JSON.stringify(saved.content);
    },
  };
})();
