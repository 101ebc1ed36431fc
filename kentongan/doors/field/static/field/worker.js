// The service worker: keeps the shell of one version and nothing else. The server puts
// VERSION and SHELL before these lines. A new version waits until no page is open, or
// until a person asks for it, so that no form is lost to it; data never passes here.
const CACHE = `kentongan-field-${self.VERSION}`;
const TYPES = { js: "javascript", css: "css", svg: "svg", png: "png", woff2: "font", webmanifest: "json" };

// A captive portal answers 200 with a page of its own: that must not become our shell.
async function ours(address) {
  const answer = await fetch(new Request(address, { cache: "reload" }));
  const type = TYPES[/\.(\w+)$/.exec(address)?.[1]] ?? "html";
  const isOurs = answer.ok && !answer.redirected && (answer.headers.get("Content-Type") ?? "").includes(type);
  if (!isOurs) throw new Error(address);
  return answer;
}

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await Promise.all(self.SHELL.map(async (address) => cache.put(address, await ours(address))));
  };
  event.waitUntil(keep());
});

self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("kentongan-field-") && name !== CACHE;
  const swept = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(swept.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (!self.SHELL.includes(pathname)) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(pathname));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
