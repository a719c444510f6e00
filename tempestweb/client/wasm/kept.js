/** The state that an app leaves for its next visit, in IndexedDB. */

const DATABASE = "tempestweb";
const STORE = "states";

/**
 * Reads what an earlier visit left; null: nothing, or the browser forbids it.
 *
 * @param {string} key
 * @returns {Promise<string | null>}
 */
export async function readKept(key) {
  try {
    const store = await open("readonly");
    return (await done(store.get(key))) ?? null;
  } catch (error) {
    console.warn("tempestweb: client.state.read", error);
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
export async function writeKept(key, text) {
  try {
    const store = await open("readwrite");
    await done(store.put(text, key));
  } catch (error) {
    console.warn("tempestweb: client.state.write", error);
  }
}

/** @param {IDBTransactionMode} mode */
async function open(mode) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  const transaction = database.transaction(STORE, mode);
  // Another version of the page may want to change the database.
  transaction.addEventListener("complete", () => database.close());
  return transaction.objectStore(STORE);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
