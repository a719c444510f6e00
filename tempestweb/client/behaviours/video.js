/** @import { Behaviour } from "../types.js" */

/** @typedef {{ muted: boolean, autoplay: boolean }} VideoProps */

/** @type {WeakMap<Element, VideoProps>} What each was told last. */
const told = new WeakMap();

/**
 * Lets a film follow what HTML only says of its beginning. What its user has set in its
 * controls stays until the app says something else.
 *
 * @type {Behaviour<VideoProps>}
 */
const video = {
  connect(element, props) {
    told.set(element, props);
  },
  update(element, props) {
    const film = /** @type {HTMLVideoElement} */ (element);
    const before = told.get(element);
    told.set(element, props);
    if (props.muted !== before?.muted) film.muted = props.muted;
    if (props.autoplay && !before?.autoplay) {
      film.play().catch((/** @type {unknown} */ error) => {
        // Browsers start nothing with a sound that nobody asked for.
        console.warn("tempestweb: client.video: it does not start by itself", error);
      });
    }
  },
};

export default video;
