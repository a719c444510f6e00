import jsqr from "jsqr";

/** Finds QR codes where the browser itself cannot; for the behaviour `scanner`. */
export default jsqr;
