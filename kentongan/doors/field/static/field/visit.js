// The visit: its form, new or as it was refused, with photos, position and the post's code.
import { day, inWords, list, part, say, show } from "./drawing.js";
import { keptForm } from "./forms.js";
import { newId } from "./ids.js";
import { sha256, shrunk } from "./photos.js";
import { canScan, scan } from "./scan.js";
import { bodyOf, entriesOf, localNow, saysAnything, SPOTS } from "./telling.js";

const POSITION = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };

/** The words under which a visit says where it was. */
export const spots = () => Object.fromEntries(SPOTS.map((name) => [name, say(`spot-${name}`)]));

function taps(items) {
  return items.map(({ key, label }) => {
    const row = part("taps", { label: inWords(label) });
    for (const input of row.querySelectorAll("input")) input.name = `item_${key}`;
    return row;
  });
}

/** The sheet in force: the quick items, and those only of the full one. */
export async function sheetOf(store) {
  const [plan] = await store.replica("sheets");
  const quick = new Set(plan.quick_items.map((item) => item.key));
  const rest = plan.sections.flatMap((section) => section.items).filter((item) => !quick.has(item.key));
  const names = new Map([...plan.quick_items, ...rest].map((item) => [item.key, inWords(item.label)]));
  return { quick: plan.quick_items, rest, names, version: plan.version, full: new Set(rest.map((item) => item.key)) };
}

/** Put the sheet's taps into a form. */
export function drawSheet(screen, sheet, { isOpen = false, entries = {} } = {}) {
  list(screen, "quick", taps(sheet.quick));
  list(screen, "full", taps(sheet.rest));
  screen.querySelector("[data-full]").open = isOpen || sheet.rest.some((item) => entries[`item_${item.key}`]);
}

const here = () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail, POSITION));

/** The screen of a new visit, or of one that was refused and is corrected. */
export async function visitScreen(app, postId, refused = null) {
  const { store } = app;
  const post = (await store.replica("posts")).find((one) => one.id === postId);
  const sheet = await sheetOf(store);
  const name = `visit/${refused?.id ?? postId}`;
  const fresh = {
    id: refused?.body.id ?? newId(),
    act: refused?.id ?? newId(),
    entries: refused ? entriesOf(refused.body, spots()) : { ...localNow(new Date()), spot: "post" },
    position: refused?.body.place?.lon ? { ...refused.body.place, accuracy: refused.body.accuracy_m } : null,
  };
  const draft = (await store.draft(name)) ?? fresh;

  const screen = part("visit", { name: post?.name ?? say("act-visit.record"), place: post?.full_name, sentence: refused?.answer?.sentence });
  drawSheet(screen, sheet, { isOpen: Boolean(post?.is_full_due), entries: draft.entries });
  list(screen, "problems", problemsOf(refused?.answer));
  const root = show(screen);
  const form = root.querySelector("form");
  const kept = keptForm(app, form, { name, draft });

  const count = async () => {
    const rows = await store.photosOf(draft.id);
    const size = Math.ceil(rows.reduce((sum, row) => sum + row.size, 0) / 1000);
    root.querySelector("[data-photos]").textContent = rows.length ? say("photo-kept", { n: rows.length, size }) : "";
  };
  form.querySelector("#photos").addEventListener("change", async ({ target }) => {
    const files = [...target.files];
    await kept.keep(); // the draft's id must outlive the photos that name it
    for (const file of files) {
      await app.careful(() => addPhoto(store, draft, file));
      await count();
    }
    target.value = "";
  });
  presence(app, root, { draft, post, kept });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish((told) => {
      const offset = new Date().getTimezoneOffset();
      const body = bodyOf(told, { id: draft.id, post: postId, sheet, offset, position: draft.position, spots: spots() });
      if (!saysAnything(body)) return say("nothing-said");
      const title = [post?.name, day(body.date)].filter(Boolean).join(" · ");
      const done_at = refused?.done_at ?? new Date().toISOString();
      return { id: draft.act, kind: "visit.record", body, done_at, title };
    });
  });
  await count();
}

/** What a refusal says of single fields. */
export function problemsOf(answer) {
  return Object.values(answer?.problems ?? {}).map((text) => part("line", { text }));
}

function presence(app, root, { draft, post, kept }) {
  const spot = root.querySelector("[data-position]");
  const tell = () => {
    spot.textContent = [
      draft.position && say("position", { n: draft.position.accuracy }),
      draft.seen && say("code-read", { name: post?.name ?? "" }),
    ].filter(Boolean).join(" · ");
  };
  root.querySelector('[data-act="position"]').addEventListener("click", async () => {
    spot.textContent = say("looking");
    try {
      const { coords } = await here();
      draft.position = { lon: coords.longitude, lat: coords.latitude, accuracy: Math.round(coords.accuracy) };
      await kept.keep();
      tell();
    } catch {
      spot.textContent = say("no-position");
    }
  });
  const code = root.querySelector('[data-act="code"]');
  code.hidden = !post?.qr_token || !canScan();
  code.addEventListener("click", async () => {
    const token = await scan(app.leaving);
    if (token === null) return;
    draft.seen = token === post.qr_token;
    await kept.keep();
    if (draft.seen) tell();
    else spot.textContent = say("code-other");
  });
  tell();
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
