// A correction met a newer one: both versions, property by property, and a person's choice.
import { apart, decided, grouped, isDecided } from "./conflicts.js";
import { day, list, part, say, show } from "./drawing.js";
import { sheetOf } from "./visit.js";

const row = (text) => part("line", { text });

function wordsOf(sheet) {
  return {
    item: (key) => sheet.names.get(key) ?? key,
    state: (state) => say(`item-${state}`),
    kind: (kind) => say(`kind-${kind}`),
    date: (value) => day(value),
  };
}

function side(screen, name, rows) {
  list(screen, name, (rows.length ? rows : [say("nothing-here")]).map(row));
}

function question({ name, rows }, words) {
  const screen = part("choose", { label: say(`part-${name}`) });
  const both = rows.map((one) => apart(one, words));
  side(screen, "now", both.flatMap((one) => one.now));
  side(screen, "yours", both.flatMap((one) => one.yours));
  for (const input of screen.querySelectorAll("input")) input.name = name;
  return screen;
}

/** The screen on which a conflict is decided. */
export async function decideScreen(app, act) {
  const { conflicts } = act.answer;
  const words = wordsOf(await sheetOf(app.store));
  const screen = part("decide", { title: act.title, done: day(act.done_at, true) });
  list(screen, "choices", grouped(conflicts).map((one) => question(one, words)));
  const root = show(screen);
  const form = root.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const picks = Object.fromEntries(new FormData(form));
    if (!isDecided(conflicts, picks)) {
      root.querySelector("[data-wrong]").textContent = say("choose-all");
      return;
    }
    const body = decided(act.body, act.answer, picks);
    if (!body) {
      await app.careful(() => app.store.drop(act));
      app.leave("#/outbox", say("theirs-stay"));
      return;
    }
    const kept = await app.careful(() => app.store.add({ ...act, body }));
    if (kept) app.kept();
  });
}
