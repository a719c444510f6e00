/**
 * The path of a file's kernel: a page that is reloaded finds the kernel by it, and the
 * state in it.
 *
 * It leads to the file and is not the file's own: JupyterLab's debugger connects to the
 * kernel of that when the editor opens, and only one connection may have comms.
 */
export function sessionPath(path: string): string {
  const name = path.lastIndexOf("/") + 1;
  return `${path.slice(0, name)}./${path.slice(name)}`;
}
