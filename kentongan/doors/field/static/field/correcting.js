// Correcting a visit: all of what was told from this phone, or what the server says of it.
import { day, list, part, say, show } from "./drawing.js";
import { keptForm } from "./forms.js";
import { newId } from "./ids.js";
import { changesOf, entriesOf } from "./telling.js";
import { drawSheet, problemsOf, sheetOf } from "./visit.js";

const HEAD = ["date", "time", "tz", "attendee_count", "outcome"];
const WHOLE = [...HEAD, "inspection", "information", "follow_ups", "attendees"];

/** What is known here of a visit, and of which version: all of it, or its head. */
async function known(store, id, acts) {
  const unsent = acts.find((act) => act.kind === "visit.record" && act.body.id === id);
  if (unsent) return { version: 1, body: unsent.body, only: WHOLE }; // it will be the first
  const row = (await store.replica("visits")).find((one) => one.id === id);
  const told = (await store.replica("told"))?.[id];
  if (told && (!row || told.version >= row.version)) return { ...told, only: WHOLE, row };
  if (!row) return null;
  const { date, time, tz, attendee_count, outcome } = row;
  const only = "time" in row ? HEAD : ["date", "outcome"];
  return { version: row.version, body: { date, time, tz, attendee_count, outcome }, only, row };
}

// What was corrected here and waits is part of what she sees.
function withWaiting(body, acts, id, except) {
  const mine = acts.filter((act) => act.kind === "visit.correct" && act.body.visit === id && act.id !== except);
  return mine.reduce((all, act) => ({ ...all, ...act.body.changes }), body);
}

/** The screen of a told visit; `refused` is a correction of it that was not taken. */
export async function toldScreen(app, id, refused = null) {
  const { store } = app;
  const acts = await store.acts();
  const [found, sheet] = await Promise.all([known(store, id, acts), sheetOf(store)]);
  if (!found) return app.leave("#/", say("left-reach"));
  const base = withWaiting(found.body, acts, id, refused?.id);
  const name = `correction/${refused?.id ?? id}`;
  const fresh = { act: refused?.id ?? newId(), version: found.version, base, entries: entriesOf({ ...base, ...refused?.body.changes }) };
  const draft = (await store.draft(name)) ?? fresh;
  const screen = part("told", {
    title: refused?.title ?? day(base.date),
    question: found.row?.question,
    sentence: refused?.answer?.sentence,
    whole: found.only === WHOLE,
    head: found.only.includes("time"),
  });
  list(screen, "problems", problemsOf(refused?.answer));
  drawSheet(screen, sheet, { entries: draft.entries });
  const root = show(screen);
  for (const part of root.querySelectorAll("[data-if][hidden]")) part.remove(); // what is not known is not asked
  const form = root.querySelector("form");
  const kept = keptForm(app, form, { name, draft });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish((told) => {
      const offset = new Date().getTimezoneOffset();
      const changes = changesOf(draft.base, told, { sheet, offset, only: found.only });
      if (!Object.keys(changes).length) return say("nothing-changed");
      const body = { visit: id, base_version: draft.version, changes };
      const done_at = refused?.done_at ?? new Date().toISOString();
      return { id: draft.act, kind: "visit.correct", body, done_at, title: say("correction-of", { date: day(base.date) }) };
    });
  });
  return null;
}
