// The screens besides the visit's form: each draws what the store holds, and acts on it.
import { day, list, part, say, show } from "./drawing.js";
import { newId } from "./ids.js";
import { draw } from "./map.js";
import { exported, summary } from "./outbox.js";
import { takeOff } from "./store.js";

const act = (root, name) => root.querySelector(`[data-act="${name}"]`);

function postRow(post) {
  const quiet = say("quiet", { n: post.quiet_days });
  const due = post.is_full_due ? ` · ${say("full-due")}` : "";
  return part("row", { title: post.name, meta: `${post.full_name} · ${quiet}${due}`, link: `#/visit/${post.id}` });
}

export async function dayScreen({ store }) {
  const names = ["posts", "plan", "meta", "visits"];
  const [posts, plan, meta, visits] = await Promise.all(names.map((name) => store.replica(name)));
  const screen = part("day", { hello: say("hello", { name: meta.account.name }), as_of: say("as-of", { date: day(meta.at, true) }) });
  const byId = new Map(posts.map((post) => [post.id, post]));
  list(screen, "plan", plan.map((id) => byId.get(id)).filter(Boolean).map(postRow));
  const latest = [...visits].sort((a, b) => b.date.localeCompare(a.date)).slice(0, 20);
  list(screen, "visits", latest.map((one) => part("row", {
    title: `${byId.get(one.post_id)?.name ?? say("act-visit.record")} · ${day(one.date)}`,
    meta: one.question || one.outcome,
    link: `#/told/${one.id}`,
  })));
  list(screen, "posts", posts.map(postRow));
  show(screen);
}

const dueOf = (one) => (one.due ? say("due", { date: day(one.due) }) : say("no-due"));

export async function promisesScreen({ store }) {
  const rows = await store.replica("follow_ups");
  const screen = part("promises");
  list(screen, "promises", rows.map((one) => part("row", {
    title: one.text,
    meta: [one.place, one.answerer, dueOf(one)].filter(Boolean).join(" · "),
    link: `#/promise/${one.id}`,
  })));
  show(screen);
}

export async function promiseScreen(app, id) {
  const one = (await app.store.replica("follow_ups")).find((row) => row.id === id);
  if (!one) return promisesScreen(app); // it was kept or left her reach meanwhile
  const form = show(part("promise", { text: one.text, meta: `${one.place} · ${dueOf(one)}` })).querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.text.value.trim();
    if (!text) {
      form.text.focus();
      return;
    }
    const kind = event.submitter?.value || "follow_up.answer";
    const made = { id: newId(), kind, body: { follow_up: id, text }, done_at: new Date().toISOString(), title: one.text };
    app.careful(() => app.store.add(made).then(() => app.kept()));
  });
  return null;
}

export async function toldScreen(app, id) {
  const one = (await app.store.replica("visits")).find((row) => row.id === id);
  if (!one) return dayScreen(app);
  const form = show(part("told", { date: day(one.date), outcome: one.outcome, question: one.question })).querySelector("form");
  form.outcome.value = one.outcome ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const outcome = form.outcome.value.trim();
    if (!outcome || outcome === one.outcome) return;
    const body = { visit: id, base_version: one.version, changes: { outcome } };
    const made = { id: newId(), kind: "visit.correct", body, done_at: new Date().toISOString(), title: day(one.date) };
    app.careful(() => app.store.add(made).then(() => app.kept()));
  });
  return null;
}

export async function mapScreen({ store }) {
  const [posts, outlines] = await Promise.all([store.replica("posts"), store.replica("outlines")]);
  const screen = part("map");
  list(screen, "posts", posts.map(postRow));
  const root = show(screen);
  await draw(root.querySelector("[data-map]"), outlines, posts, (post) => {
    location.hash = `#/visit/${post.id}`;
  });
}

/** What a refused act says of itself: problems by field, conflicts with both versions. */
function problemsOf(answer) {
  const told = Object.values(answer?.problems ?? {});
  const both = (answer?.conflicts ?? []).flatMap(({ now, yours }) => [
    say("yours", { text: plain(yours) }),
    say("theirs", { text: plain(now) }),
  ]);
  return [...told, ...both].map((text) => part("line", { text }));
}

const plain = (value) => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

function actCard(app, one) {
  const screen = part("act", {
    title: one.title || say(`act-${one.kind}`),
    meta: `${say(`act-${one.kind}`)} · ${day(one.done_at, true)}`,
    state: say(`state-${one.state}`),
    sentence: one.answer?.sentence,
    refused: one.state === "refused",
  });
  list(screen, "problems", problemsOf(one.answer));
  act(screen, "correct").hidden = one.kind !== "visit.record";
  act(screen, "correct").addEventListener("click", () => {
    location.hash = `#/again/${one.id}`;
  });
  act(screen, "again").addEventListener("click", () => app.careful(() => again(app, one)));
  act(screen, "drop").addEventListener("click", () => app.careful(() => app.store.drop(one).then(() => app.draw())));
  return screen;
}

/** Send it once more; who saw both versions and keeps theirs stands on the newer one. */
async function again(app, one) {
  const newer = one.answer?.conflicts && one.answer.version;
  const body = newer ? { ...one.body, base_version: newer } : one.body;
  await app.store.add({ id: newId(), kind: one.kind, body, done_at: one.done_at, title: one.title });
  await app.store.forget(one);
  app.kept();
}

export async function outboxScreen(app) {
  const [acts, photos, meta] = await Promise.all([app.store.acts(), app.store.photos(), app.store.replica("meta")]);
  const { waiting, refused, since } = summary(acts);
  const size = Math.ceil(photos.reduce((sum, row) => sum + row.size, 0) / 1000);
  const counts = [waiting && say("waits", { n: waiting }), refused && say("refused", { n: refused })];
  const screen = part("outbox", {
    waits: counts.filter(Boolean).join(" · ") || (photos.length ? "" : say("waits-none")),
    since: since && say("since", { date: day(since, true) }),
    photos: photos.length ? say("photos", { n: photos.length, size }) : "",
    sync: say(`sync-${app.sync.state}`),
    signed_out: ["signed-out", "somebody-else"].includes(app.sync.state),
    any: acts.length,
  });
  list(screen, "acts", acts.map((one) => actCard(app, one)));
  act(screen, "send").addEventListener("click", () => app.sync.run());
  act(screen, "export").addEventListener("click", () => {
    const told = JSON.stringify(exported(acts, meta?.account.id ?? app.store.account, app.sync.device));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([told], { type: "application/json" }));
    link.download = `kentongan-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    app.handed = new Set(acts.map((one) => one.id));
  });
  show(screen);
}

export async function phoneScreen(app) {
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const meta = await app.store.replica("meta");
  const root = show(part("phone", {
    name: meta?.account.name,
    evictable: !persisted,
    evicted: say("evicted"),
    sizes: `${Math.ceil(usage / 1000)} kB`,
  }));
  act(root, "lock").addEventListener("click", () => location.reload());
  act(root, "leave").addEventListener("click", async () => {
    const acts = (await app.store.acts()).filter((one) => !app.handed.has(one.id));
    const lost = acts.length + (await app.store.photos()).length;
    if (lost) {
      root.querySelector("[data-wrong]").textContent = say("leave-refused", { n: lost });
      return;
    }
    await takeOff(app.store.db, app.store.account);
    location.reload();
  });
}
