/**
 * Starts the kernel of a page while the page itself is still being loaded. JupyterLite
 * starts it when its user interface is there; a second processor idles until then.
 *
 * @typedef {object} EarlyStart What the build of the site says of its kernel; addresses
 *   are relative to the site.
 * @property {string} version JupyterLite's
 * @property {string} script of the worker that its kernel's extension would start
 * @property {string} pyodide the folder of Pyodide
 * @property {object} options what the kernel loads Pyodide with
 * @property {string[]} modules what it is certain to import
 */

/** The build writes an element of this id into the pages that have kernels. */
const ELEMENT = "tempestweb-early-start";

/** How long a kernel waits to be asked for when all of it is there, in ms. */
const PATIENCE = 60_000;

/** Starts a kernel if the page is going to ask for one; hands it over when it does. */
export async function startEarly() {
  const element = document.getElementById(ELEMENT);
  // Where memory can be shared the kernel has another worker.
  const text = element?.textContent;
  if (!text || crossOriginIsolated) return;
  /** @type {EarlyStart} */
  const start = JSON.parse(text);
  const site = new URL(element?.dataset.site ?? "", location.href).href;
  const script = new URL(start.script, site).href;
  const early = new EarlyWorker();
  giveWorkers(script, early);
  if (!wantsKernel()) return;
  // Only a worker that is started under the service worker can read files.
  await underServiceWorker(site, start.version);
  early.start(new URL("lite-kernel.js", site), {
    ...start,
    script,
    pyodide: new URL(start.pyodide, site).href,
  });
}

/** A worker that nobody has asked for yet. */
class EarlyWorker {
  /** @type {Worker | undefined} */
  worker;
  isListening = false;
  isOver = false;

  /**
   * @param {URL} url
   * @param {EarlyStart} start
   */
  start(url, start) {
    if (this.isOver) return;
    // Its own address would not tell it: a kept file has another one.
    const worker = new Worker(url, { type: "module", name: JSON.stringify(start) });
    this.worker = worker;
    const listening = new AbortController();
    const { signal } = listening;
    const giveUp = () => {
      listening.abort();
      // Taken, it is no longer ours to end.
      if (!this.isOver) this.take()?.terminate();
    };
    worker.addEventListener("error", giveUp, { signal });
    worker.addEventListener(
      "message",
      ({ data }) => {
        if (data?.tempestweb === "listening") this.isListening = true;
        if (data?.tempestweb === "warm") setTimeout(giveUp, PATIENCE);
      },
      { signal },
    );
  }

  /** Returns the worker, once. */
  take() {
    this.isOver = true;
    const worker = this.worker;
    this.worker = undefined;
    return worker;
  }
}

/**
 * Has the page's next worker of a script be the one that was started early.
 *
 * @param {string} script
 * @param {EarlyWorker} early
 */
function giveWorkers(script, early) {
  const stock = globalThis.Worker;
  globalThis.Worker = new Proxy(stock, {
    construct(target, given, newTarget) {
      const isKernel = new URL(given[0], location.href).href === script;
      if (isKernel) {
        globalThis.Worker = stock;
        const worker = early.take();
        if (worker !== undefined && early.isListening) return worker;
        // What it is asked now it would not hear.
        worker?.terminate();
      }
      return Reflect.construct(target, given, newTarget);
    },
  });
}

/**
 * Tells whether the page will ask for a kernel as soon as it can: for the notebook that
 * it is to open, or for those that it had open before it was loaded again.
 */
function wantsKernel() {
  const paths = new URLSearchParams(location.search).getAll("path");
  if (paths.some((path) => path.endsWith(".ipynb"))) return true;
  const [navigation] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming} */ (navigation)?.type === "reload";
}

/**
 * Waits until the site's service worker answers for the page, if it has one.
 *
 * @param {string} site
 * @param {string} version
 */
async function underServiceWorker(site, version) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || serviceWorker.controller) return;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
  const url = new URL("service-worker.js?enableCache=false", site).href;
  try {
    // As JupyterLite does it, which then finds it there, and of its own version.
    localStorage.setItem(`${url}-version`, version);
    await serviceWorker.register(url);
  } catch (error) {
    // A browser that lets none work here: the kernel will have no files either way.
    console.info("tempestweb: client.early", error);
    return;
  }
  await controlled;
}
