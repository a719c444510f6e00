/** New apps, from the templates of `tempestweb new`. */

import { addressOf } from "./files.ts";
import type {
  Application,
  Arguments,
  CommandPalette,
  Contents,
  DocumentManager,
  DocumentWidget,
  FileBrowser,
  Icon,
  Launcher,
  Translation,
} from "./jupyterlab.ts";

export const NEW = "tempestweb:new";

type TemplateParts = {
  app: Application;
  icon: Icon;
  trans: Translation;
  documents: DocumentManager;
  palette: CommandPalette | null;
  launcher: Launcher | null;
  browser: FileBrowser | null;
  /** Shows the app of a file. */
  show(path: string): void;
};

/** Adds a command that makes an app, and a tile for each template. */
export function addTemplates(parts: TemplateParts): void {
  const { app, icon, trans, palette, launcher, browser } = parts;
  app.commands.addCommand(NEW, {
    label: ({ template, isPalette }) =>
      isPalette
        ? trans.__("New tempestweb App: %1", titleOf(template))
        : titleOf(template),
    caption: ({ template }) => TEMPLATES[nameOf(template)],
    icon: ({ isPalette }) => (isPalette ? undefined : icon),
    execute: ({ cwd, template }) => {
      const folder = typeof cwd === "string" ? cwd : (browser?.model.path ?? "");
      return begin(parts, folder, nameOf(template));
    },
  });
  Object.keys(TEMPLATES).forEach((template, rank) => {
    const item = { command: NEW, category: trans.__("tempestweb") };
    launcher?.add({ ...item, args: { template }, rank });
    palette?.addItem({ ...item, args: { template, isPalette: true } });
  });
}

/** The template that a command's arguments name. */
function nameOf(template: Arguments[string]): string {
  return typeof template === "string" && template in TEMPLATES ? template : "counter";
}

function titleOf(template: Arguments[string]): string {
  const name = nameOf(template);
  return name[0].toUpperCase() + name.slice(1);
}

/** Makes a folder with an app in it, and opens its file and the app. */
async function begin(
  { app, documents, show }: TemplateParts,
  folder: string,
  template: string,
): Promise<DocumentWidget | undefined> {
  const { contents } = app.serviceManager;
  const answer = await fetch(addressOf(`template-${template}.py?v=${TEMPLATES_HASH}`));
  if (!answer.ok) {
    throw new Error(
      `tempestweb: the template ${template} is not there: ${answer.status}`,
    );
  }
  const content = await answer.text();
  const path = await freePath(contents, folder, template);
  await contents.save(path, { type: "directory" });
  const file = `${path}/app.py`;
  await contents.save(file, { type: "file", format: "text", content });
  const editor = documents.openOrReveal(file, "Editor");
  // The launcher puts the editor into its own place first.
  void editor?.context.ready.then(() => show(file));
  return editor;
}

/** Finds a name in a folder that nothing has yet: counter, counter-2, counter-3. */
async function freePath(contents: Contents, folder: string, name: string) {
  const { content } = await contents.get(folder);
  const taken = new Set(content.map((entry) => entry.name));
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${count}`;
  return folder ? `${folder}/${free}` : free;
}
