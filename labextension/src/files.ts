/** The files that the extension brings along and loads when they are needed. */

/** The folder of this script; known only while it is first run. */
const base = new URL(".", (document.currentScript as HTMLScriptElement).src);

/** Finds one of them. */
export function addressOf(file: string): string {
  return new URL(file, base).href;
}

/** Loads a module of the extension itself. */
export function chunk<Module>(name: string): Promise<Module> {
  return import(addressOf(CHUNKS[name]));
}
