// Reading a post's code by the camera, where the browser can.
import { part } from "./drawing.js";

/** Whether this browser reads codes. */
export const canScan = () => "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

/** The token in what a code says; the text itself where it is no address of a post. */
export function tokenOf(said) {
  return /\/p\/([\w-]+)\/?/.exec(said)?.[1] ?? said.trim();
}

/** The post whose code begins with what was typed: six letters are enough. */
export function postOf(posts, typed) {
  const token = tokenOf(typed);
  const found = posts.filter((one) => one.qr_token === token || (token.length >= 6 && one.qr_token.startsWith(token)));
  return found.length === 1 ? found[0] : null;
}

/** The token of the first code seen; null where it was closed, or there is no camera. */
export async function scan(leaving) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return null;
  }
  const dialog = part("scan").firstElementChild;
  document.body.append(dialog);
  const video = dialog.querySelector("video");
  video.srcObject = stream;
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  try {
    dialog.showModal();
    await video.play();
    leaving.addEventListener("abort", () => dialog.close());
    while (dialog.open) {
      const [code] = await detector.detect(video);
      if (code) return tokenOf(code.rawValue);
      await new Promise((done) => setTimeout(done, 150));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    dialog.remove();
  }
}
