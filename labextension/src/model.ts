import type { Comm, Kernel } from "./jupyterlab.ts";

type Received = (content: unknown, buffers: DataView[]) => void;

const TARGET = "tempestweb";

/**
 * A comm of our own in the shape that the client knows: that of an anywidget model,
 * whose custom messages are JSON strings.
 */
export class CommModel {
  readonly #comm: Comm;
  readonly #listeners = new Set<Received>();

  /**
   * Opens a comm.
   *
   * @param opening its first message
   * @param closed called when the kernel closes it, and not when `close` does
   */
  constructor(kernel: Kernel, opening: unknown, closed: () => void) {
    const comm = kernel.createComm(TARGET);
    comm.onMsg = ({ content, buffers = [] }) => {
      const { message } = content.data as { message?: unknown };
      const views = buffers.map(asView);
      for (const listener of [...this.#listeners]) listener(message, views);
    };
    comm.onClose = closed;
    this.#comm = comm;
    comm.open({ message: JSON.stringify(opening) });
  }

  send(content: unknown, _callbacks?: unknown, buffers?: ArrayBufferView[]): void {
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
    if (!this.#comm.isDisposed) this.#comm.close();
  }
}

function asView(buffer: unknown): DataView {
  if (ArrayBuffer.isView(buffer)) {
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  return new DataView(buffer as ArrayBuffer);
}
