/** Lets the arrow keys choose, and shows how many stars a click would give. */

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, " ": 0 };

export default {
  connect(element, props, { emit, signal }) {
    const stars = () => [...element.querySelectorAll(".star")];
    const placeOf = (target) => stars().indexOf(target.closest(".star"));
    const preview = (count) =>
      stars().forEach((star, place) => star.classList.toggle("is-near", place < count));

    // The signal ends them when the widget goes away.
    const listen = (type, listener) =>
      element.addEventListener(type, listener, { signal });
    listen("pointerover", ({ target }) => preview(placeOf(target) + 1));
    listen("pointerleave", () => preview(0));
    listen("keydown", (event) => {
      const place = placeOf(event.target);
      if (place < 0 || !(event.key in STEPS)) return;
      event.preventDefault();
      const all = stars();
      const next = (place + STEPS[event.key] + all.length) % all.length;
      all[next].focus();
      emit("rate", { stars: next + 1 });
    });
    element.title = titleOf(props);
  },

  // Called when the props are others than before.
  update(element, props) {
    element.title = titleOf(props);
  },
};

function titleOf({ value }) {
  return value ? `${value} given` : "Not rated yet";
}
