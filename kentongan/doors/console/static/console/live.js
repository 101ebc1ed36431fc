// Keeps what is marked `data-live` up to date: the stream says that something of a topic
// moved, never what; the page is then asked for again, after a short wait so that a
// thousand browsers do not ask in one breath.

const shown = document.querySelector("[data-live]");
const topics = new Set((shown?.dataset.live ?? "").split(" ").filter(Boolean));
const REST_MS = 2000;
let waiting = false;

async function refresh() {
  waiting = false;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  // Signed out, or something went wrong: what stands there stays, the next event asks again.
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh) shown.replaceChildren(...fresh.childNodes);
}

function heard(event) {
  const moved = JSON.parse(event.data).topics;
  if (waiting || !moved.some((topic) => topic === "*" || topics.has(topic))) return;
  waiting = true;
  setTimeout(() => refresh().catch(() => {}), REST_MS * (0.5 + Math.random() / 2));
}

if (shown && topics.size && "EventSource" in window) {
  const stream = new EventSource("/live/ledger");
  stream.addEventListener("message", heard);
  addEventListener("pagehide", () => stream.close());
}
