import { chunk } from "./files.ts";
import type {
  DocumentContext,
  Kernel,
  KernelStatus,
  Lumino,
  MimeModel,
  NotebookPanel,
  Renderer,
  SessionContext,
  Widget as WidgetType,
} from "./jupyterlab.ts";
import type * as LiveParts from "./live.ts";
import { WIDGET } from "./mime.ts";
import type { CommModel } from "./model.ts";
import { createPicture } from "./picture.ts";

/** What the client tells once it shows the app, or why it cannot. */
type Shown = CustomEvent<{
  /** Aborted when it shows it no more. */
  signal: AbortSignal;
  /** Hands over each new picture of the app. */
  follow(take: (snapshot: Snapshot) => void): void;
}>;

type Snapshot = { html: string; text: string };

/** The app, in its place in the page. */
type Live = { widget: WidgetType; model: CommModel; stopping: AbortController };

/** With these, all that lived in the kernel is gone. */
const ENDED: ReadonlySet<KernelStatus> = new Set([
  "restarting",
  "autorestarting",
  "terminating",
  "dead",
]);

/**
 * Makes the class of an app's output: the live app while the kernel has it, and its
 * last picture else.
 */
export function createOutputClass({ Panel, Widget }: Lumino) {
  return class Output extends Panel implements Renderer {
    readonly #notebook: NotebookPanel;
    readonly #picture = createPicture();
    readonly #pictureWidget = new Widget({ node: this.#picture.element });
    #model: MimeModel | null = null;
    /** By which the kernel knows the app. */
    #id = "";
    #live: Live | null = null;
    /** Newer than what the notebook has. */
    #snapshot: Snapshot | null = null;

    constructor(notebook: NotebookPanel) {
      super();
      this.#notebook = notebook;
      this.addClass("tw-output");
      this.addWidget(this.#pictureWidget);
      window.addEventListener("pagehide", this.#onLeave);
      notebook.context.saveState.connect(this.#onSaveState);
      notebook.sessionContext.statusChanged.connect(this.#onStatus);
      notebook.sessionContext.kernelChanged.connect(this.#onKernel);
    }

    async renderModel(model: MimeModel): Promise<void> {
      this.#model = model;
      const id = idOf(model);
      // Called again for every change of the bundle, our own ones included.
      if (id !== this.#id) {
        this.#id = id;
        this.#snapshot = null;
        this.#drop();
        const { session } = this.#notebook.sessionContext;
        this.#draw(session?.kernel?.hasComm(id));
        await this.#look();
      }
    }

    override dispose(): void {
      if (this.isDisposed) return;
      const { context, sessionContext } = this.#notebook;
      window.removeEventListener("pagehide", this.#onLeave);
      context.saveState.disconnect(this.#onSaveState);
      sessionContext.statusChanged.disconnect(this.#onStatus);
      sessionContext.kernelChanged.disconnect(this.#onKernel);
      this.#drop();
      super.dispose();
    }

    /** The page ends, and may not come back from the browser's cache. */
    readonly #onLeave = (event: PageTransitionEvent) => {
      if (!event.persisted) this.#drop();
    };

    readonly #onSaveState = (_: DocumentContext, state: string) => {
      if (state === "started") this.#keep();
      // A picture that came meanwhile is not in the file.
      else this.#note();
    };

    readonly #onStatus = (_: SessionContext, status: KernelStatus) => {
      if (ENDED.has(status)) this.#lose();
    };

    readonly #onKernel = () => void this.#look();

    /** Shows the app if the kernel has it. */
    async #look(): Promise<void> {
      const id = this.#id;
      const { sessionContext } = this.#notebook;
      const isAlive =
        id !== "" &&
        (await isInKernel(sessionContext, id, () => {
          // It may be busy for long, and the app be live all the time.
          if (!this.isDisposed && id === this.#id && !this.#live) this.#draw(true);
        }));
      const parts = isAlive ? await loadParts() : null;
      if (this.isDisposed || id !== this.#id) return;
      const kernel = sessionContext.session?.kernel;
      if (!parts || !kernel) this.#lose();
      else if (!this.#live) await this.#connect(kernel, parts);
    }

    async #connect(
      kernel: Kernel,
      { bootstrap, CommModel, keepWhole, managerOf }: typeof LiveParts,
    ): Promise<void> {
      const element = document.createElement("div");
      const stopping = new AbortController();
      let model: CommModel;
      try {
        const manager = managerOf(this.#notebook.content.rendermime);
        model = new CommModel(
          kernel,
          () => this.#live === live && this.#lose(),
          manager,
        );
      } catch (error) {
        // Something else in this page has the kernel's comms.
        console.info("tempestweb: the kernel cannot be used from here:", error);
        this.#lose();
        return;
      }
      const live = { widget: new Widget({ node: element }), model, stopping };
      this.#live = live;
      // Laid out, so that the app knows its width, and not to be seen yet.
      live.widget.addClass("tw-output-hidden");
      this.addWidget(live.widget);
      element.addEventListener("tempestweb:shown", (event) => {
        // An output around this one is none of its business.
        event.stopPropagation();
        if (this.#live !== live) return;
        this.#reveal(live, event as Shown);
        keepWhole(this.node, this.#notebook.content.widgets, stopping.signal);
      });
      await model.settled(kernel);
      if (this.#live !== live) return;
      model.open({ kind: "app", app: this.#id });
      bootstrap.render({ model, el: element, signal: stopping.signal });
    }

    #reveal({ widget }: Live, { detail: { signal, follow } }: Shown): void {
      if (signal.aborted) {
        this.#lose();
        return;
      }
      widget.removeClass("tw-output-hidden");
      this.#pictureWidget.hide();
      follow((snapshot) => this.#take(snapshot));
    }

    /** Shows the picture instead of the app. */
    #lose(): void {
      if (this.isDisposed) return;
      this.#drop();
      this.#draw();
    }

    #drop(): void {
      const live = this.#live;
      this.#live = null;
      // It says goodbye, so the comm is closed after that.
      live?.stopping.abort();
      live?.model.close();
      live?.widget.dispose();
    }

    #draw(isConnecting = false): void {
      const html = this.#snapshot?.html ?? this.#model?.data["text/html"];
      this.#picture.draw(typeof html === "string" ? html : "", isConnecting);
      this.#pictureWidget.show();
    }

    #take(snapshot: Snapshot): void {
      this.#snapshot = snapshot;
      this.#note();
    }

    /** Makes a picture that the notebook does not have something to save. */
    #note(): void {
      const { model } = this.#notebook.context;
      if (this.#snapshot === null) return;
      if (this.#snapshot.html === this.#model?.data["text/html"]) return;
      model.dirty = true;
      // Such a notebook is saved by its server, which does not ask before.
      if (model.collaborative) this.#keep();
    }

    /** Puts the last picture into the notebook. */
    #keep(): void {
      const [model, snapshot] = [this.#model, this.#snapshot];
      if (model === null || snapshot === null) return;
      if (snapshot.html === model.data["text/html"]) return;
      const pictures = { "text/html": snapshot.html, "text/plain": snapshot.text };
      model.setData({ data: { ...model.data, ...pictures } });
    }
  };
}

function idOf({ data }: MimeModel): string {
  const view = data[WIDGET] as { model_id?: string } | undefined;
  return view?.model_id ?? "";
}

/** Loads what shows an app; null where it cannot be had. */
async function loadParts(): Promise<typeof LiveParts | null> {
  try {
    return await chunk("live");
  } catch (error) {
    console.warn("tempestweb: what shows apps could not be loaded:", error);
    return null;
  }
}

/**
 * @param asked called when the kernel is asked, which answers between two cells
 */
async function isInKernel(
  context: SessionContext,
  id: string,
  asked: () => void,
): Promise<boolean> {
  // A cell that runs has just opened it; the kernel is too busy to be asked.
  if (context.session?.kernel?.hasComm(id)) return true;
  await context.ready;
  const kernel = context.session?.kernel;
  if (!kernel) return false;
  asked();
  try {
    const { content } = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
    return Object.hasOwn(content.comms ?? {}, id);
  } catch (error) {
    // It went away before it answered; the next one is looked at when it comes.
    console.info("tempestweb: the kernel did not say what is live:", error);
    return false;
  }
}
