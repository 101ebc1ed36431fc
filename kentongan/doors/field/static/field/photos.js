// Photos: made small on the phone, and sent on from the byte where the line broke (tus).
import { Unheard } from "./net.js";

export const EDGE = 1600;
export const BUDGET = 300_000;
const QUALITIES = [0.82, 0.7, 0.58, 0.46];
const SMALLER = 0.75;
const LEAST_EDGE = 480;
const PIECE = 64 * 1024;
/** Answers that stay the same however often one asks: such a photo must not hold up others. */
const LASTING = new Set([400, 403, 404, 413, 422]);

/** Width and height within an edge, never enlarged. */
export function fitted(width, height, edge = EDGE) {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The first encoding within the budget; poorer first, then smaller. */
export async function within(encode, width, height, budget = BUDGET) {
  let best = null;
  for (let edge = EDGE; edge >= LEAST_EDGE; edge *= SMALLER) {
    const size = fitted(width, height, edge);
    for (const quality of QUALITIES) {
      best = await encode(size, quality);
      if (best.size <= budget) return best;
    }
  }
  return best;
}

/** A photo as JPEG within the budget; what the camera wrote beside it stays behind. */
export async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const encode = ({ width, height }, quality) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
  };
  try {
    return await within(encode, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

/** A hash as the server writes it. */
export async function sha256(data) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...sum].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** tus metadata: names and base64 values. */
export function metadata(told) {
  return Object.entries(told)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name} ${btoa(String(value))}`)
    .join(",");
}

async function call(address, options) {
  const headers = { "Tus-Resumable": "1.0.0", ...options.headers };
  let answer;
  try {
    const signal = AbortSignal.timeout(60_000);
    answer = await fetch(address, { credentials: "same-origin", redirect: "manual", signal, ...options, headers });
  } catch {
    throw new Unheard("offline");
  }
  if (answer.status === 401) throw new Unheard("signed-out");
  const ours = answer.headers.get("Content-Type")?.includes("application/json");
  if (LASTING.has(answer.status) && ours) throw new Unheard("refused", await answer.json());
  if (!answer.headers.get("Tus-Resumable")) throw new Unheard(answer.status >= 400 ? "server" : "portal");
  return answer;
}

/** Send one photo; `token` is the CSRF token. */
export async function upload(data, told, token) {
  const csrf = { "X-CSRFToken": token };
  const begun = await call("/field/uploads", {
    method: "POST",
    headers: { ...csrf, "Upload-Length": String(data.byteLength), "Upload-Metadata": metadata(told) },
  });
  const address = begun.headers.get("Location");
  if (begun.status !== 201 || !address) throw new Unheard("server");
  let offset = Number(begun.headers.get("Upload-Offset") ?? 0);
  while (offset < data.byteLength) {
    const piece = data.slice(offset, offset + PIECE);
    const headers = { ...csrf, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    const answer = await call(address, { method: "PATCH", body: piece, headers });
    if (answer.status !== 204) throw new Unheard("server");
    offset = Number(answer.headers.get("Upload-Offset"));
  }
}
