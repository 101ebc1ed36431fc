// What waits to be sent, as plain arithmetic: no storage, no network, no clock.
//
// An act on this phone: {id, n, kind, body, done_at, after, state, answer, title}.
// `n` counts up; `state` is "waiting", "held" (the server keeps it) or "refused".
export const BATCH = 50;
/** A batch stays well below what the server takes, and a thin line carries it. */
export const MOST_BYTES = 500_000;

/** What an act is about: later acts about the same wait for earlier ones. */
export function subject(act) {
  const { kind, body } = act;
  if (kind === "visit.record") return `visit:${body.id}`;
  if (kind === "visit.correct") return `visit:${body.visit}`;
  if (body.night) return `night:${body.post}:${body.night}`;
  return `follow_up:${body.follow_up ?? body.id}`;
}

const inOrder = (acts) => [...acts].sort((a, b) => a.n - b.n);

/** The new act behind what is already here: its number, and whom it must follow. */
export function appended(acts, act) {
  const n = acts.reduce((most, one) => Math.max(most, one.n), 0) + 1;
  const about = subject(act);
  const last = inOrder(acts.filter((one) => one.state !== "refused" && subject(one) === about)).at(-1);
  return { ...act, n, after: last ? [last.id] : [], state: "waiting", answer: null };
}

/** A refused act once more, as it now is: in its old place, so that the order holds. */
export function resent(acts, act) {
  const before = acts.find((one) => one.id === act.id);
  return before ? { ...before, ...act, n: before.n, after: before.after, state: "waiting", answer: null } : appended(acts, act);
}

/** What changes for others where an act is given up: nobody waits for it any more. */
export function withoutIt(acts, gone) {
  return acts
    .filter((one) => one.after.includes(gone.id))
    .map((one) => ({ ...one, after: [...new Set(one.after.flatMap((id) => (id === gone.id ? gone.after : [id])))] }));
}

// A correction of a correction goes after the other's answer: only then is it known
// whether somebody else changed the visit between the two.
function mustWait(act, here, waits) {
  return act.after.some((id) => {
    const before = here.get(id);
    if (!before) return false;
    return before.state === "refused" || waits.has(id) || (before.kind === "visit.correct" && act.kind === "visit.correct");
  });
}

/** The next acts to send, in the order in which they were done; `tried` ones had their turn. */
export function batch(acts, { size = BATCH, most = MOST_BYTES, tried = new Set() } = {}) {
  const here = new Map(acts.map((one) => [one.id, one]));
  const waits = new Set();
  const next = [];
  let bytes = 0;
  for (const act of inOrder(acts)) {
    if (act.state === "refused" || tried.has(act.id)) continue;
    if (mustWait(act, here, waits)) {
      waits.add(act.id);
      continue;
    }
    bytes += JSON.stringify(act.body).length;
    if (next.length && (next.length >= size || bytes > most)) break;
    next.push(act);
  }
  return next;
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
    if (answer?.outcome === "stored") gone.push({ ...act, answer });
    else if (answer?.outcome === "held" || answer?.outcome === "refused") {
      kept.push({ ...act, state: answer.outcome, answer });
    }
  }
  return { gone, kept };
}

/** Corrections that stand on one that was just stored, where nobody came between. */
export function rebased(acts, gone) {
  const moved = [];
  for (const { id, kind, body, answer } of gone) {
    if (kind !== "visit.correct" || answer.version !== body.base_version + 1) continue;
    for (const one of acts) {
      if (one.kind !== "visit.correct" || !one.after.includes(id) || one.body.base_version !== body.base_version) continue;
      moved.push({ ...one, body: { ...one.body, base_version: answer.version } });
    }
  }
  return moved;
}

/** How many wait, how many were refused, and since when. */
export function summary(acts) {
  const waiting = acts.filter((one) => one.state !== "refused");
  const since = acts.map((one) => one.done_at).sort()[0] ?? null;
  return { waiting: waiting.length, refused: acts.length - waiting.length, since };
}

/** What signing out would lose: acts and photos that are neither sent nor handed over. */
export function atStake(ids, photos, handed = new Set()) {
  return { acts: ids.filter((id) => !handed.has(id)).length, photos: photos.length };
}

/** The plain file of unsent acts, where the server gave no key to lock one with. */
export function exported(acts, account, device) {
  return { format: "kentongan.acts/1", account, device, acts: inOrder(acts).map(travelling) };
}
