/** The floor: a button whose click makes a round trip and sets a text. */
export default {
  render({ model, el }) {
    const text = document.createElement("span");
    const button = document.createElement("button");
    text.className = "shown";
    button.className = "clicked";
    text.textContent = "0";
    button.textContent = "+";
    el.append(text, button);
    model.on("msg:custom", (value) => {
      text.textContent = value;
    });
    button.addEventListener("click", () => model.send("click"));
  },
};
