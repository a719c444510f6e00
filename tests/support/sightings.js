/**
 * Notes all texts that the element with the key `count` has while it can be seen, from
 * the page's first frame on, in `window.sightings`.
 */
window.sightings = [];

function look() {
  const element = document.querySelector('[data-key="count"]');
  const text = element?.checkVisibility({ visibilityProperty: true }) && element.textContent;
  if (text && text !== window.sightings.at(-1)) window.sightings.push(text);
  requestAnimationFrame(look);
}

requestAnimationFrame(look);
