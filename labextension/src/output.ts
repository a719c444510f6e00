import type {
  DocumentContext,
  KernelStatus,
  Lumino,
  MimeModel,
  NotebookPanel,
  Renderer,
  SessionContext,
} from "./jupyterlab.ts";
import { createPicture } from "./picture.ts";

/** Marks an output as an app's. */
export const MIME = "application/vnd.tempestweb.v1+json";

const WIDGET = "application/vnd.jupyter.widget-view+json";

/** What the client tells once it shows the app, or why it cannot. */
type Shown = CustomEvent<{
  /** Aborted when it shows it no more. */
  signal: AbortSignal;
  /** Hands over each new picture of the app. */
  follow(take: (snapshot: Snapshot) => void): void;
}>;

type Snapshot = { html: string; text: string };

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
    /** Of the widget that shows the app. */
    #id = "";
    #live: Renderer | null = null;
    /** Newer than what the notebook has. */
    #snapshot: Snapshot | null = null;

    constructor(notebook: NotebookPanel) {
      super();
      this.#notebook = notebook;
      this.addClass("tw-output");
      this.addWidget(this.#pictureWidget);
      this.node.addEventListener("tempestweb:shown", (event) =>
        this.#reveal(event as Shown),
      );
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
      context.saveState.disconnect(this.#onSaveState);
      sessionContext.statusChanged.disconnect(this.#onStatus);
      sessionContext.kernelChanged.disconnect(this.#onKernel);
      super.dispose();
    }

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
      if (this.isDisposed || id !== this.#id) return;
      if (isAlive) await this.#connect();
      else this.#lose();
    }

    async #connect(): Promise<void> {
      if (this.#live !== null || this.#model === null) return;
      const { data, trusted } = this.#model;
      const live = this.#notebook.content.rendermime.createRenderer(WIDGET);
      this.#live = live;
      // Laid out, so that the app knows its width, and not to be seen yet.
      live.addClass("tw-output-hidden");
      this.addWidget(live);
      await live.renderModel({
        trusted,
        // Its own copy: it changes what it is given.
        data: { [WIDGET]: { ...(data[WIDGET] as object) } },
        metadata: {},
        setData() {},
      });
    }

    #reveal(event: Shown): void {
      // An output around this one is none of its business.
      event.stopPropagation();
      const { signal, follow } = event.detail;
      const live = this.#live;
      if (live === null) return;
      if (signal.aborted) {
        this.#lose();
        return;
      }
      live.removeClass("tw-output-hidden");
      this.#pictureWidget.hide();
      signal.addEventListener("abort", () => {
        if (this.#live === live) this.#lose();
      });
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
      live?.dispose();
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
