import type { RenderMime, WidgetManager } from "../../tempestweb/client/types.d.ts";
import { WIDGET } from "./mime.ts";

/** Shows ipywidgets in an app as the notebook shows them in an output. */
export function managerOf(rendermime: RenderMime): WidgetManager {
  return {
    rendermime,
    async get_model(id) {
      return { [WIDGET]: { version_major: 2, version_minor: 0, model_id: id } };
    },
    async create_view(model) {
      const data = model as object;
      const renderer = rendermime.createRenderer(WIDGET);
      await renderer.renderModel(rendermime.createModel({ data, trusted: true }));
      // It shows an error of its own, in the place of what the app has for that.
      const { widgets } = renderer as { widgets?: readonly unknown[] };
      if (!widgets?.length) {
        renderer.dispose();
        throw new Error("the kernel has no such widget");
      }
      return { luminoWidget: renderer, remove: () => renderer.dispose() };
    },
  };
}
