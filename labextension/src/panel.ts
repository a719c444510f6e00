/** Loaded with the first panel: the app of a file, live, on a kernel of its own. */

import openDoor from "../python/open_door.py";
import style from "../style/panel.css";
import { matchGround } from "./ground.ts";
import type {
  DocumentContext,
  ExecuteReply,
  Kernel,
  KernelStatus,
  SessionContext,
  SessionDialogs,
  Translation,
} from "./jupyterlab.ts";
import type * as LiveParts from "./live.ts";
import type { CommModel } from "./model.ts";
import { createNotice, type Notice } from "./notice.ts";
import { sessionPath } from "./session-path.ts";
import { addStyle } from "./styles.ts";

addStyle(style);

export type PanelParts = {
  /** What shows an app. */
  live: typeof LiveParts;
  /** Where the app is shown. */
  place: HTMLElement;
  context: DocumentContext;
  session: SessionContext;
  dialogs: SessionDialogs;
  trans: Translation;
  /** Whether saves are followed, as its user has set it. */
  isFollowing(): boolean;
};

/** What the panel's commands and its toolbar call. */
export type Panel = {
  reload(): void;
  dispose(): void;
};

/** Shows an app for as long as its panel is there. */
export async function startPanel(parts: PanelParts): Promise<Panel> {
  const panel = new AppPanel(parts);
  await panel.start();
  return panel;
}

class AppPanel implements Panel {
  readonly #parts;
  /** Where the kernel was started: paths in it begin there. */
  readonly #folder: string;
  #model: CommModel | null = null;
  #view: AbortController | null = null;
  /** The kernel was restarted, or has died, and the app is to be opened again. */
  #isLost = false;
  /** The kernel itself sees when the file is saved. */
  #isWatched = true;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#folder = folderOf(parts.context.localPath);
    parts.session.kernelChanged.connect(this.#onKernel);
    parts.session.statusChanged.connect(this.#onStatus);
    parts.context.saveState.connect(this.#onSaveState);
    parts.context.pathChanged.connect(this.#onPath);
  }

  async start(): Promise<void> {
    const { dialogs, session, trans } = this.#parts;
    this.#say({ title: trans.__("Starting Python…") });
    try {
      const mustChoose = await session.initialize();
      if (mustChoose && !session.isDisposed) await dialogs.selectKernel(session);
    } catch (error) {
      this.#say({
        title: trans.__("Python could not be started."),
        hint: trans.__("Look at the log of the Jupyter server, or try again."),
        detail: String(error),
        actions: { [trans.__("Try again")]: () => void this.start() },
      });
      return;
    }
    if (!session.isDisposed && !session.session?.kernel) this.#askForKernel();
  }

  reload(): void {
    if (this.#model) this.#model.send('{"kind":"renew"}');
    else void this.#connect();
  }

  dispose(): void {
    const { context, session } = this.#parts;
    session.kernelChanged.disconnect(this.#onKernel);
    session.statusChanged.disconnect(this.#onStatus);
    context.saveState.disconnect(this.#onSaveState);
    context.pathChanged.disconnect(this.#onPath);
    this.#drop();
  }

  readonly #onKernel = () => void this.#connect();

  readonly #onStatus = (_: SessionContext, status: KernelStatus) => {
    const { session, trans } = this.#parts;
    if (status === "restarting") {
      this.#lose({ title: trans.__("Restarting Python…") });
    } else if (status === "autorestarting" || status === "dead") {
      // It may be the app that ends it: then it would end the next one, too.
      this.#lose({
        title: trans.__("Python has ended, and the app's state with it."),
        hint: trans.__("The app may have run out of memory, or called os._exit()."),
        actions: {
          [trans.__("Start again")]: () => {
            // The server has started another one, unless it gave up.
            if (status === "dead") void session.restartKernel();
            else void this.#connect();
          },
        },
      });
      this.#isLost = false;
    } else if (this.#isLost && status === "idle") {
      this.#isLost = false;
      void this.#connect();
    }
  };

  readonly #onSaveState = (_: DocumentContext, state: string) => {
    const isMissed = this.#model === null || !this.#isWatched;
    if (state === "completed" && isMissed && this.#parts.isFollowing()) this.reload();
  };

  readonly #onPath = (context: DocumentContext) => {
    const path = context.localPath;
    void this.#parts.session.session?.setPath(sessionPath(path));
    void this.#connect();
  };

  #lose(notice: Notice): void {
    this.#isLost = true;
    this.#say(notice);
  }

  /** Opens the app in the kernel as it is now. */
  async #connect(): Promise<void> {
    const { session, trans } = this.#parts;
    const kernel = session.session?.kernel;
    if (session.isDisposed) return;
    if (!kernel) {
      this.#askForKernel();
      return;
    }
    this.#say({ title: trans.__("Starting the app…") });
    const turn = this.#view;
    const begun = kernel.requestExecute({
      code: openDoor,
      silent: true,
      store_history: false,
    });
    /** @throws Where the kernel ends before it answers. */
    const reply = await begun.done.then(
      ({ content }) => content,
      () => null,
    );
    // Something else has happened meanwhile, which is what is shown now.
    if (turn !== this.#view || session.isDisposed) return;
    if (reply?.status === "error") this.#say(this.#unable(reply));
    else if (reply?.status === "ok") this.#open(kernel);
  }

  #open(kernel: Kernel): void {
    const { context, live, place, trans, isFollowing } = this.#parts;
    const view = this.#renew();
    const file = relativePath(this.#folder, context.localPath);
    const opening = { kind: "file", file, watch: isFollowing() };
    const again = { [trans.__("Open it again")]: () => void this.#connect() };
    let model: CommModel;
    try {
      model = new live.CommModel(kernel, () =>
        this.#say({
          title: trans.__("The kernel has closed the app."),
          actions: again,
        }),
      );
      model.open(opening);
    } catch (error) {
      // Another tab of this page has the kernel's comms.
      this.#say({
        title: trans.__("The kernel cannot be used from this panel."),
        hint: trans.__("Close what else uses this kernel, or choose another one."),
        detail: String(error),
        actions: again,
      });
      return;
    }
    this.#model = model;
    model.on("msg:custom", (content) => {
      // Every message of the session comes by here, too.
      if (!String(content).startsWith('{"kind":"file"')) return;
      this.#isWatched = JSON.parse(String(content)).watched;
    });
    const element = document.createElement("div");
    place.replaceChildren(element);
    element.addEventListener("tempestweb:shown", () => {
      const root = element.shadowRoot?.querySelector(".tempestweb");
      if (root) matchGround(place, root, view.signal);
    });
    live.bootstrap.render({ model, el: element, signal: view.signal });
  }

  #say(notice: Notice): void {
    this.#renew();
    this.#parts.place.replaceChildren(createNotice(notice));
  }

  /** Ends what is shown; what is shown next ends with what this returns. */
  #renew(): AbortController {
    this.#drop();
    this.#view = new AbortController();
    return this.#view;
  }

  #drop(): void {
    this.#view?.abort();
    this.#view = null;
    this.#model?.close();
    this.#model = null;
  }

  #askForKernel(): void {
    const { dialogs, session, trans } = this.#parts;
    this.#say({
      title: trans.__("The app has no kernel."),
      hint: trans.__("Choose one that has Python and tempestweb."),
      actions: {
        [trans.__("Choose a kernel")]: () => void dialogs.selectKernel(session),
      },
    });
  }

  #unable({ ename, evalue }: ExecuteReply & { status: "error" }): Notice {
    const { dialogs, session, trans } = this.#parts;
    const isMissing = ename === "ModuleNotFoundError" && evalue.includes("tempestweb");
    return {
      title: isMissing
        ? trans.__("This kernel has no tempestweb.")
        : trans.__("This kernel cannot show the app."),
      hint: isMissing
        ? trans.__("Install it where the kernel runs, or choose another kernel.")
        : trans.__("Choose a kernel of Python that has tempestweb."),
      detail: isMissing ? "pip install tempestweb" : `${ename}: ${evalue}`,
      actions: {
        [trans.__("Try again")]: () => void this.#connect(),
        [trans.__("Choose a kernel")]: () => void dialogs.selectKernel(session),
      },
    };
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Says where a file is as seen from a folder, which ends in a slash or is empty. */
function relativePath(folder: string, path: string): string {
  const from = folder.split("/").slice(0, -1);
  const to = path.split("/");
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
