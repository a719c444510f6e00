/** What users are told, by the name of the browser's error. */
const REASONS = new Map([
  [
    "NotAllowedError",
    "The camera is blocked. Allow it in the browser's settings for this page.",
  ],
  ["NotFoundError", "There is no camera here."],
  ["OverconstrainedError", "There is no camera here."],
  ["NotReadableError", "The camera is in use by something else."],
]);

/**
 * Shows a camera in the video of an element: when the user asks for it, and at once where
 * that was allowed before.
 *
 * @param {Element} element with a video, and a cover with a note and a button
 * @param {{
 *   facing: string, signal: AbortSignal, shown: (video: HTMLVideoElement) => void
 * }} options `shown` is called whenever there is a picture
 * @returns {(facing: string) => void} turns to another camera
 */
export function showCamera(element, { facing, signal, shown }) {
  const box = /** @type {HTMLElement} */ (element);
  const [video, note, button] =
    /** @type {[HTMLVideoElement, HTMLElement, HTMLButtonElement]} */ (
      ["video", ".tw-camera-note", ".tw-camera-start"].map((name) =>
        box.querySelector(name),
      )
    );
  /** @type {MediaStream | undefined} */
  let stream;
  let wanted = facing;
  let isWanted = false;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
    delete box.dataset.twLive;
  };

  const start = async () => {
    isWanted = true;
    button.disabled = true;
    note.textContent = "";
    const asked = wanted;
    try {
      const fresh = await open(asked);
      if (signal.aborted || asked !== wanted) {
        for (const track of fresh.getTracks()) track.stop();
        return;
      }
      stop();
      stream = fresh;
      video.muted = true;
      video.srcObject = fresh;
      await video.play();
      box.dataset.twLive = "";
      for (const track of fresh.getTracks()) {
        // It was unplugged, or the permission was taken back.
        track.addEventListener("ended", () => fail("The camera was turned off."), {
          signal,
        });
      }
      shown(video);
    } catch (error) {
      // Taken out while it was starting.
      if (signal.aborted) return;
      const { name, message } = /** @type {Error} */ (error);
      fail(REASONS.get(name) ?? message);
    } finally {
      button.disabled = false;
    }
  };

  /** @param {string} reason */
  const fail = (reason) => {
    stop();
    note.textContent = reason;
  };

  button.addEventListener("click", start, { signal });
  signal.addEventListener("abort", stop);
  isAllowed().then((allowed) => {
    if (allowed && !isWanted && !signal.aborted) start();
  });
  return (other) => {
    if (other === wanted) return;
    wanted = other;
    if (isWanted) start();
  };
}

/** @param {string} facing */
function open(facing) {
  if (!navigator.mediaDevices) {
    throw new Error("Browsers give cameras only to pages with https.");
  }
  const facingMode = facing === "front" ? "user" : "environment";
  return navigator.mediaDevices.getUserMedia({ video: { facingMode }, audio: false });
}

async function isAllowed() {
  try {
    const name = /** @type {PermissionName} */ ("camera");
    return (await navigator.permissions.query({ name })).state === "granted";
  } catch {
    // This browser does not tell; the button asks.
    return false;
  }
}

/**
 * Calls a function again and again while a video shows something, never twice at once.
 *
 * @param {HTMLVideoElement} video
 * @param {() => number} interval ms from one call to the next
 * @param {() => unknown} look
 * @param {AbortSignal} signal
 */
export async function everyFrame(video, interval, look, signal) {
  while (!signal.aborted && video.srcObject) {
    if (video.videoWidth && !document.hidden) await look();
    await new Promise((resolve) => setTimeout(resolve, interval()));
  }
}

/**
 * Takes the pixels of what a video shows.
 *
 * @param {HTMLVideoElement} video
 * @param {number} longest so many of them on the longer side
 */
export function pixelsOf(video, longest) {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, longest / Math.max(videoWidth, videoHeight));
  const width = Math.round(videoWidth * scale);
  const height = Math.round(videoHeight * scale);
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) throw new Error("this browser has no canvas");
  drawing.drawImage(video, 0, 0, width, height);
  return drawing.getImageData(0, 0, width, height);
}
