// The visit: from what was tapped and typed to the exchange format, and its form.
import { day, inWords, list, part, say, show } from "./drawing.js";
import { newId } from "./ids.js";
import { sha256, shrunk } from "./photos.js";

const ZONES = { 420: "WIB", 480: "WITA", 540: "WIT" };
const QUICK = "kentongan.quick/1";
const SLOW = 300;

const text = (value) => (value ?? "").trim();

/** The local date and time of a moment, by the phone's own clock. */
export function localNow(now) {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

/** The body of a visit.record. `told` are the form's entries; only what was said is in. */
export function bodyOf(told, { id, post, sheet, offset, position }) {
  const items = Object.entries(told)
    .filter(([name, value]) => name.startsWith("item_") && value)
    .map(([name, state]) => ({ item: name.slice(5), state }));
  const isFull = Object.keys(told).some((name) => name.startsWith("item_") && sheet.full.has(name.slice(5)));
  const body = {
    format: "kentongan.visit/1",
    id,
    kind: "post_inspection",
    date: told.date,
    place: position ? { lon: position.lon, lat: position.lat } : {},
    post,
  };
  if (told.time) Object.assign(body, { time: told.time, tz: ZONES[-offset] ?? null });
  if (position) body.accuracy_m = position.accuracy;
  if (items.length) body.inspection = { sheet: isFull ? sheet.version : QUICK, items };
  if (text(told.heard)) body.information = [{ text: text(told.heard) }];
  if (text(told.pledge)) {
    const answers = text(told.answers) || null;
    body.follow_ups = [{ text: text(told.pledge), answers, due: told.due || null }];
  }
  if (told.residents) body.attendee_count = Number(told.residents);
  if (text(told.outcome)) body.outcome = text(told.outcome);
  return body;
}

/** The form's entries out of a body that was refused. */
export function entriesOf(body) {
  const items = (body.inspection?.items ?? []).map(({ item, state }) => [`item_${item}`, state]);
  const pledge = body.follow_ups?.[0] ?? {};
  return {
    date: body.date,
    time: body.time ?? "",
    ...Object.fromEntries(items),
    heard: body.information?.[0]?.text ?? "",
    pledge: pledge.text ?? "",
    answers: pledge.answers ?? "",
    due: pledge.due ?? "",
    residents: body.attendee_count?.toString() ?? "",
    outcome: body.outcome ?? "",
  };
}

function taps(items) {
  return items.map(({ key, label }) => {
    const row = part("taps", { label: inWords(label) });
    for (const input of row.querySelectorAll("input")) input.name = `item_${key}`;
    return row;
  });
}

function restore(form, entries) {
  for (const control of form.elements) {
    if (control.type === "radio") control.checked = entries[control.name] === control.value;
    else if (control.name && control.name in entries) control.value = entries[control.name];
  }
}

function here() {
  const how = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };
  return new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail, how));
}

/** The screen of a new visit, or of one that was refused and is corrected. */
export async function visitScreen(app, postId, refused = null) {
  const { store } = app;
  const post = (await store.replica("posts")).find((one) => one.id === postId);
  const [plan] = await store.replica("sheets");
  const quick = new Set(plan.quick_items.map((item) => item.key));
  const rest = plan.sections.flatMap((section) => section.items).filter((item) => !quick.has(item.key));
  const sheet = { version: plan.version, full: new Set(rest.map((item) => item.key)) };
  const name = `visit/${refused?.id ?? postId}`;
  const fresh = { id: refused?.body.id ?? newId(), entries: refused ? entriesOf(refused.body) : localNow(new Date()), position: null };
  const draft = (await store.draft(name)) ?? fresh;

  const screen = part("visit", { name: post?.name ?? say("act-visit.record"), place: post?.full_name });
  list(screen, "quick", taps(plan.quick_items));
  list(screen, "full", taps(rest));
  const root = show(screen);
  const form = root.querySelector("form");
  restore(form, draft.entries);
  root.querySelector("[data-full]").open = Boolean(post?.is_full_due) && rest.some((item) => draft.entries[`item_${item.key}`]);

  const told = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const keep = () => store.keepDraft(name, { ...draft, entries: told() });
  let timer = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => app.careful(keep), SLOW);
  });
  form.addEventListener("change", () => app.careful(keep));
  addEventListener("pagehide", () => keep().catch(() => null), { once: true });

  const count = async () => {
    const rows = await store.photosOf(draft.id);
    const size = Math.ceil(rows.reduce((sum, row) => sum + row.size, 0) / 1000);
    root.querySelector("[data-photos]").textContent = rows.length ? say("photo-kept", { n: rows.length, size }) : "";
  };
  form.querySelector("#photos").addEventListener("change", async ({ target }) => {
    const files = [...target.files];
    await app.careful(keep); // the draft's id must outlive the photos that name it
    for (const file of files) await app.careful(() => addPhoto(store, draft, file));
    target.value = "";
    await count();
  });
  const spot = root.querySelector("[data-position]");
  root.querySelector('[data-act="position"]').addEventListener("click", async () => {
    try {
      const { coords } = await here();
      draft.position = { lon: coords.longitude, lat: coords.latitude, accuracy: Math.round(coords.accuracy) };
      spot.textContent = say("position", { n: draft.position.accuracy });
      await app.careful(keep);
    } catch {
      spot.textContent = say("no-position");
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    return app.careful(() => finish());
  });

  async function finish() {
    const offset = new Date().getTimezoneOffset();
    const body = bodyOf(told(), { id: draft.id, post: postId, sheet, offset, position: draft.position });
    if (!body.inspection && !body.outcome && !body.information) {
      root.querySelector("[data-wrong]").textContent = say("nothing-said");
      return;
    }
    const title = `${post?.name ?? ""} · ${day(body.date)}`;
    const done_at = refused?.done_at ?? new Date().toISOString();
    await store.add({ id: refused?.id ?? newId(), kind: "visit.record", body, done_at, title }, name);
    app.kept();
  }
  await count();
}

async function addPhoto(store, draft, file) {
  let small;
  try {
    small = await shrunk(file);
  } catch {
    throw new Error("photo-unread");
  }
  const data = await small.arrayBuffer();
  const taken_at = new Date(file.lastModified).toISOString();
  const told = { visit: draft.id, sha256: await sha256(data), taken_at, ...draft.position };
  await store.addPhoto(newId(), draft.id, data, told);
}
