/**
 * What JupyterLab and its extensions share: the module federation scope that it hands
 * to each of them.
 */

/** By package and version: how to get a package that somebody provides. */
export type ShareScope = Record<
  string,
  Record<string, { get(): Promise<() => unknown>; loaded?: unknown }>
>;

/**
 * Gets a package from JupyterLab itself, which is how there comes to be only one of it.
 *
 * @throws When JupyterLab does not have it.
 */
export async function shared<T>(scope: ShareScope, name: string): Promise<T> {
  const found = await sharedIfAny<T>(scope, name);
  if (found !== null) return found;
  throw new Error(
    `tempestweb expected JupyterLab 4 to share ${name}; found ${Object.keys(scope)}`,
  );
}

/** Gets a package that not every front end has. */
export async function sharedIfAny<T>(
  scope: ShareScope,
  name: string,
): Promise<T | null> {
  const versions = scope[name] ?? {};
  const names = Object.keys(versions).sort(byVersion);
  // One that is in use already is the one that all others use.
  const version = names.find((one) => versions[one].loaded) ?? names.at(-1);
  if (version === undefined) return null;
  const factory = await versions[version].get();
  return factory() as T;
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
