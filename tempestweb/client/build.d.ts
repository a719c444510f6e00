/** What the build puts in: CSS files as text, the hashes of other modules. */

declare module "*.css" {
  const text: string;
  export default text;
}

declare const RUNTIME_HASH: string;

/** By the name of a behaviour. */
declare const BEHAVIOUR_HASHES: Record<string, string>;
