/** A frame around an element of an app, drawn over the page. */
export function createHighlight() {
  const frame = document.createElement("div");
  frame.className = "tw-highlight";
  return {
    show(element: Element | undefined, label: string) {
      const box = element?.getBoundingClientRect();
      if (!box || (box.width === 0 && box.height === 0)) {
        frame.remove();
        return;
      }
      frame.style.left = `${box.left}px`;
      frame.style.top = `${box.top}px`;
      frame.style.width = `${box.width}px`;
      frame.style.height = `${box.height}px`;
      frame.dataset.label = label;
      document.body.append(frame);
    },
    hide() {
      frame.remove();
    },
  };
}
