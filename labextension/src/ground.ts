/**
 * Gives a place the background of the app in it, so that an app that is less high does
 * not end in a line.
 *
 * @param root the app's root element; the scene in it has the background
 */
export function matchGround(place: HTMLElement, root: Element, signal: AbortSignal) {
  const paint = () => {
    const scene = root.querySelector(".tw-scene");
    place.style.background = scene ? getComputedStyle(scene).backgroundColor : "";
  };
  // Another scene, or another theme, which is another class of the scene.
  const observer = new MutationObserver(() => {
    follow();
    paint();
  });
  const follow = () => {
    observer.observe(root, { childList: true });
    const scene = root.querySelector(".tw-scene");
    if (scene) observer.observe(scene, { attributeFilter: ["class"] });
  };
  follow();
  paint();
  signal.addEventListener("abort", () => {
    observer.disconnect();
    place.style.background = "";
  });
}
