/** The client of tempestweb, which the extension has here, so that no kernel sends it. */

import { addressOf } from "./files.ts";

/** By hash: every module of the client that this page has. See `client/fetched.js`. */
type Modules = Map<string, PromiseLike<unknown>>;

const KEY = Symbol.for("tempestweb.modules");

/**
 * Lets every app of the page take the client from here. Nothing is loaded before one
 * does; one of another version finds its own modules in its kernel.
 */
export function offerClient(): void {
  const page = globalThis as { [KEY]?: Modules };
  page[KEY] ??= new Map();
  const modules = page[KEY];
  offer(modules, RUNTIME_HASH, "runtime");
  for (const [name, hash] of Object.entries(BEHAVIOUR_HASHES)) {
    offer(modules, hash, `behaviour-${name}`);
  }
}

function offer(modules: Modules, hash: string, name: string): void {
  if (modules.has(hash)) return;
  const address = addressOf(`${name}.js?v=${hash}`);
  let module: Promise<unknown> | undefined;
  // Loads when it is first waited for.
  const lazy: PromiseLike<unknown> = {
    // biome-ignore lint/suspicious/noThenProperty: a promise that begins late.
    then(resolve, reject) {
      module ??= import(address).catch((error) => {
        console.warn(`tempestweb: client.module ${name}`, error);
        modules.delete(hash);
        // Who waits asks the kernel after a while.
        return new Promise(() => {});
      });
      return module.then(resolve, reject);
    },
  };
  modules.set(hash, lazy);
}
