// Promises: what waits for an answer, and an answer to one of them.
import { day, list, part, say, show } from "./drawing.js";
import { keptForm } from "./forms.js";
import { newId } from "./ids.js";

const isLate = (due, now) => Boolean(due) && due < now.toISOString().slice(0, 10);

function dueOf(one) {
  if (!one.due) return say("no-due");
  return say(isLate(one.due, new Date()) ? "overdue" : "due", { date: day(one.due) });
}

/** A promise as a row of a list; `waiting` holds the ids of those answered on this phone. */
export function promiseRow(one, waiting = new Set()) {
  const meta = [one.place, say(`answerer-${one.answerer}`, {}, one.answerer), dueOf(one)].filter(Boolean).join(" · ");
  const side = waiting.has(one.id) ? say("answer-waits") : "";
  return part("row", { title: one.text, meta, side, link: `#/promise/${one.id}` });
}

/** Ids of promises that were answered here and wait for signal. */
export function answeredHere(acts) {
  return new Set(acts.map((act) => act.body.follow_up).filter(Boolean));
}

export async function promisesScreen({ store }) {
  const [rows, acts] = await Promise.all([store.replica("follow_ups"), store.acts()]);
  const waiting = answeredHere(acts);
  const sorted = [...rows].sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
  const screen = part("promises");
  list(screen, "promises", sorted.map((one) => promiseRow(one, waiting)));
  show(screen);
}

/** The screen of one promise; `refused` is an answer of it that was not taken. */
export async function promiseScreen(app, id, refused = null) {
  const one = (await app.store.replica("follow_ups")).find((row) => row.id === id);
  if (!one && !refused) return promisesScreen(app); // it was kept or left her reach meanwhile
  const name = `answer/${refused?.id ?? id}`;
  const fresh = { act: refused?.id ?? newId(), entries: refused ? { text: refused.body.text, is_done: refused.kind === "follow_up.declare_done" ? "on" : "" } : {} };
  const draft = (await app.store.draft(name)) ?? fresh;
  const meta = one ? [one.place, dueOf(one)].join(" · ") : "";
  const root = show(part("promise", { text: one?.text ?? refused.title, meta, sentence: refused?.answer?.sentence }));
  const form = root.querySelector("form");
  const kept = keptForm(app, form, { name, draft });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish((told) => {
      const text = told.text.trim();
      if (!text) return say("answer-empty");
      const kind = told.is_done ? "follow_up.declare_done" : "follow_up.answer";
      const done_at = refused?.done_at ?? new Date().toISOString();
      return { id: draft.act, kind, body: { follow_up: id, text }, done_at, title: one?.text ?? refused.title };
    });
  });
  return null;
}
