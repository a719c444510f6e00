/** Marks an output as an app's. */
export const MIME = "application/vnd.tempestweb.v1+json";

/** The output of a widget: which one. */
export const WIDGET = "application/vnd.jupyter.widget-view+json";
