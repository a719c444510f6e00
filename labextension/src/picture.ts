/** Makes the place of a snapshot, which neither the page's style reaches nor its own. */
export function createPicture() {
  const element = document.createElement("div");
  const shadow = element.attachShadow({ mode: "open" });
  let shown = "";
  return {
    element,
    /**
     * Shows the HTML of an output that is trusted.
     *
     * `isConnecting`: the live app is on its way, so it does not say that there is none.
     */
    draw(html: string, isConnecting: boolean) {
      // What is there already keeps its elements, and what is selected in them.
      if (html !== shown) shadow.innerHTML = html;
      shown = html;
      const note = shadow.querySelector<HTMLElement>(".tw-snapshot-note");
      if (note) note.hidden = isConnecting;
    },
  };
}
