import type { WidgetManager } from "../../tempestweb/client/types.d.ts";
import type { Comm, Kernel } from "./jupyterlab.ts";

type Received = (content: unknown, buffers: DataView[]) => void;

const TARGET = "tempestweb";

/** The kernel asks whether the page is still there, and is told so. */
const THERE = '{"kind":"there"}';

/**
 * A comm of our own in the shape that the client knows: that of an anywidget model,
 * whose custom messages are JSON strings.
 */
export class CommModel {
  readonly #comm: Comm;
  readonly #listeners = new Set<Received>();
  #isOpen = false;
  /** By the kernel. */
  #isClosed = false;
  /** Shows what of an app only the notebook around it can; a panel has none. */
  readonly widget_manager?: WidgetManager;

  /**
   * @param closed called when the kernel closes it, and not when `close` does
   * @throws Where this page may have no comms with the kernel.
   */
  constructor(kernel: Kernel, closed: () => void, manager?: WidgetManager) {
    const comm = kernel.createComm(TARGET);
    comm.onMsg = ({ content, buffers = [] }) => {
      const { message } = content.data as { message?: unknown };
      if (message === THERE) {
        this.send(THERE);
        return;
      }
      const views = buffers.map(asView);
      for (const listener of [...this.#listeners]) listener(message, views);
    };
    comm.onClose = () => {
      this.#isClosed = true;
      closed();
    };
    this.#comm = comm;
    this.widget_manager = manager;
  }

  /** Opens the comm with its first message; nothing is sent before. */
  open(opening: unknown): void {
    this.#isOpen = true;
    this.#comm.open({ message: JSON.stringify(opening) });
  }

  /**
   * Waits until messages go where all later ones go: not the first ones to the shell,
   * which may be busy with a cell, and the others past them to a subshell.
   */
  async settled(kernel: Kernel): Promise<void> {
    await kernel.info;
    const { commsOverSubshells, subshellStarted } = this.#comm;
    if (kernel.supportsSubshells && commsOverSubshells !== "disabled") {
      await subshellStarted;
    }
  }

  send(content: unknown, _callbacks?: unknown, buffers?: ArrayBufferView[]): void {
    // Nobody would hear it: the kernel has closed it, or has ended.
    if (this.#isClosed || this.#comm.isDisposed) return;
    this.#comm.send({ message: content }, {}, buffers);
  }

  on(_name: "msg:custom", callback: Received): void {
    this.#listeners.add(callback);
  }

  off(_name: "msg:custom", callback: Received): void {
    this.#listeners.delete(callback);
  }

  close(): void {
    this.#listeners.clear();
    this.#comm.onClose = () => {};
    // One whose kernel is gone is closed already.
    if (this.#isClosed || this.#comm.isDisposed) return;
    if (this.#isOpen) this.#comm.close();
    else this.#comm.dispose();
  }
}

function asView(buffer: unknown): DataView {
  if (ArrayBuffer.isView(buffer)) {
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  return new DataView(buffer as ArrayBuffer);
}
