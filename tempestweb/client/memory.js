/**
 * Names what a tab remembers of an app.
 *
 * @param {string} name
 * @param {string} base the path of the app
 */
export function storageKey(name, base) {
  return `tempestweb ${name} ${base}`;
}

/**
 * What a tab remembers of an app over a reload. A browser may forbid it; then the app
 * begins anew.
 *
 * @param {string} base the path of the app
 */
export function memoryOf(base) {
  /** @param {string} name */
  const key = (name) => storageKey(name, base);
  return {
    /** @param {string} name */
    recall(name) {
      return attempt(() => sessionStorage.getItem(key(name)));
    },
    /**
     * @param {string} name
     * @param {string | null} value null: forget it
     */
    remember(name, value) {
      attempt(() => {
        if (value === null) sessionStorage.removeItem(key(name));
        else sessionStorage.setItem(key(name), value);
      });
    },
  };
}

/**
 * @template T
 * @param {() => T} use
 */
function attempt(use) {
  try {
    return use();
  } catch (error) {
    console.warn("tempestweb: client.memory", error);
    return null;
  }
}
