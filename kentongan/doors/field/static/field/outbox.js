// What waits to be sent, as plain arithmetic: no storage, no network, no clock.
//
// An act on this phone: {id, n, kind, body, done_at, after, state, answer, title}.
// `n` counts up; `state` is "waiting", "held" (the server keeps it) or "refused".
export const BATCH = 50;

/** What an act is about: later acts about the same wait for earlier ones. */
export function subject(act) {
  const { kind, body } = act;
  if (kind === "visit.record") return `visit:${body.id}`;
  if (kind === "visit.correct") return `visit:${body.visit}`;
  return `follow_up:${body.follow_up ?? body.id}`;
}

/** The new act behind what is already here: its number, and whom it must follow. */
export function appended(acts, act) {
  const n = acts.reduce((most, one) => Math.max(most, one.n), 0) + 1;
  const about = subject(act);
  const before = acts.filter((one) => one.state !== "refused" && subject(one) === about);
  const last = before.sort((a, b) => a.n - b.n).at(-1);
  return { ...act, n, after: last ? [last.id] : [], state: "waiting", answer: null };
}

/** The next acts to send, in the order in which they were done. */
export function batch(acts, size = BATCH) {
  const open = acts.filter((one) => one.state !== "refused").sort((a, b) => a.n - b.n);
  return open.slice(0, size);
}

/** An act as it travels. */
export function travelling({ id, kind, body, done_at, after }) {
  return { id, kind, body, done_at, after };
}

/** What the answers make of the acts: which go, and which stay as what. */
export function settled(acts, answers) {
  const told = new Map(answers.map((answer) => [answer.id, answer]));
  const gone = [];
  const kept = [];
  for (const act of acts) {
    const answer = told.get(act.id);
    if (answer?.outcome === "stored") gone.push(act);
    else if (answer?.outcome === "held" || answer?.outcome === "refused") {
      kept.push({ ...act, state: answer.outcome, answer });
    }
  }
  return { gone, kept };
}

/** How many wait, how many were refused, and since when. */
export function summary(acts) {
  const waiting = acts.filter((one) => one.state !== "refused");
  const since = waiting.map((one) => one.done_at).sort()[0] ?? null;
  return { waiting: waiting.length, refused: acts.length - waiting.length, since };
}

/** The file that carries unsent acts by hand; `kentongan acts import` reads it. */
export function exported(acts, account, device) {
  const ordered = [...acts].sort((a, b) => a.n - b.n).map(travelling);
  return { format: "kentongan.acts/1", account, device, acts: ordered };
}
