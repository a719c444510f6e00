/** What the build puts in: CSS files as text, and the hash of the runtime. */

declare module "*.css" {
  const text: string;
  export default text;
}

declare const RUNTIME_HASH: string;
