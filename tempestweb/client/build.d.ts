/** What the build puts in: CSS files as text, the hashes of other modules. */

declare module "*.css" {
  const text: string;
  export default text;
}

declare const RUNTIME_HASH: string;

/** By the name of a behaviour. */
declare const BEHAVIOUR_HASHES: Record<string, string>;

declare module "*.svg" {
  const text: string;
  export default text;
}

/** Code for a kernel. */
declare module "*.py" {
  const text: string;
  export default text;
}

/** The files of JupyterLab's extension that are loaded when needed, by module. */
declare const CHUNKS: Record<string, string>;

/** By the name of a template of `tempestweb new`: what it is, in a sentence. */
declare const TEMPLATES: Record<string, string>;

/** Names the content of the templates. */
declare const TEMPLATES_HASH: string;
