/** A frame around an element of an app, drawn over the page where the element is seen. */
export function createHighlight() {
  const frame = document.createElement("div");
  frame.className = "tw-highlight";
  let framed: Element | undefined;

  // It knows what the notebook's own scrolling leaves of an app.
  const observer = new IntersectionObserver((entries) => {
    const box = entries.at(-1)?.intersectionRect;
    if (!box || (box.width === 0 && box.height === 0)) {
      frame.remove();
      return;
    }
    frame.style.left = `${box.left}px`;
    frame.style.top = `${box.top}px`;
    frame.style.width = `${box.width}px`;
    frame.style.height = `${box.height}px`;
    document.body.append(frame);
  });
  const measure = () => {
    observer.disconnect();
    if (framed) observer.observe(framed);
  };
  const frameOf = (element: Element | undefined) => {
    framed = element;
    if (!element) frame.remove();
    measure();
  };
  return {
    show(element: Element | undefined, label: string) {
      frame.dataset.label = label;
      document.addEventListener("scroll", measure, { capture: true, passive: true });
      frameOf(element);
    },
    hide() {
      document.removeEventListener("scroll", measure, { capture: true });
      frameOf(undefined);
    },
  };
}
