// What is not on the server yet: told truly, readable, and for the person to correct.
import { day, list, part, say, show } from "./drawing.js";
import { atStake, exported, summary } from "./outbox.js";
import { sealedFile } from "./seal.js";
import { problemsOf } from "./visit.js";

const act = (root, name) => root.querySelector(`[data-act="${name}"]`);
const isConflict = (one) => one.state === "refused" && one.answer?.code === "conflict" && one.answer.conflicts?.length > 0;

/** What an act says, in lines a person reads. */
function linesOf({ kind, body }) {
  if (kind === "visit.record" || kind === "visit.correct") {
    const told = body.changes ?? body;
    return [told.outcome, ...(told.information ?? []).map((one) => one.text), ...(told.follow_ups ?? []).map((one) => say("pledged", { text: one.text }))];
  }
  if (kind === "night.check_in_many") return [say("heads", { n: body.check_ins.length })];
  if (kind === "night.close") return [];
  return [body.text];
}

const ways = {
  "visit.record": (one) => (one.state === "refused" ? `#/again/${one.id}` : `#/told/${one.body.id}`),
  "visit.correct": (one) => (one.state === "refused" ? `#/again/${one.id}` : null),
  "follow_up.answer": (one) => (one.state === "refused" ? `#/again/${one.id}` : null),
  "follow_up.declare_done": (one) => (one.state === "refused" ? `#/again/${one.id}` : null),
  "logbook.write": (one) => (one.state === "refused" ? `#/again/${one.id}` : null),
};

const TONES = { waiting: "wait", held: "info", refused: "bad" };

function card(app, one) {
  const conflict = isConflict(one);
  const state = conflict ? "conflict" : one.state;
  const screen = part("act", {
    title: one.title || say(`act-${one.kind}`),
    meta: [say(`act-${one.kind}`), day(one.done_at, true)].join(" · "),
    state: say(`state-${state}`),
    sentence: conflict ? "" : one.answer?.sentence,
    refused: one.state === "refused",
    conflict,
  });
  screen.querySelector(".chip").dataset.tone = TONES[one.state];
  list(screen, "said", linesOf(one).filter(Boolean).map((text) => part("line", { text })));
  list(screen, "problems", problemsOf(one.answer));
  const way = conflict ? null : ways[one.kind]?.(one);
  const correct = act(screen, "correct");
  correct.hidden = !way;
  if (way) correct.href = way;
  act(screen, "decide").href = `#/decide/${one.id}`;
  act(screen, "again").hidden = one.state !== "refused" || conflict;
  act(screen, "again").addEventListener("click", () => app.careful(() => app.store.add(one)).then((kept) => kept && app.kept()));
  act(screen, "drop").addEventListener("click", () => app.careful(() => app.store.drop(one).then(() => app.draw())));
  return screen;
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const fileName = () => `kentongan-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.json`;

/** Save rows that only the server can open; true where there were any. */
export function saveSealed(rows, account, device) {
  const ours = rows.filter((row) => row.theirs);
  if (!ours.length) return false;
  save(sealedFile(ours, account, device), fileName());
  return true;
}

async function saveAll(app, acts) {
  const { store, sync } = app;
  const rows = await store.rows();
  if (rows.every((row) => row.theirs)) saveSealed(rows, store.account, sync.device);
  else save(exported(acts, store.account, sync.device), fileName());
  app.handed = new Set(await store.ids());
}

export async function outboxScreen(app) {
  const [acts, photos, rows] = await Promise.all([app.store.acts(), app.store.photos(), app.store.rows()]);
  const { waiting, refused, since } = summary(acts);
  const size = Math.ceil(photos.reduce((sum, row) => sum + row.size, 0) / 1000);
  const stake = atStake(await app.store.ids(), photos, app.handed);
  const locked = rows.filter((row) => !row.mine).length;
  const screen = part("outbox", {
    waits: waiting ? say("waits", { n: waiting }) : "",
    refused: refused ? say("refused", { n: refused }) : "",
    none: acts.length || photos.length || locked ? "" : say("waits-none"),
    since: since && say("since", { date: day(since, true) }),
    photos: photos.length ? say("photos", { n: photos.length, size }) : "",
    locked: locked ? say("locked-acts", { n: locked }) : "",
    sync: say(`sync-${app.sync.state}`),
    signed_out: ["signed-out", "somebody-else", "change-password"].includes(app.sync.state),
    any: acts.length + locked,
    sealed: rows.length && rows.every((row) => row.theirs),
    open: rows.length && !rows.every((row) => row.theirs),
    stake: stake.acts + stake.photos ? say("stake", stake) : "",
  });
  list(screen, "acts", acts.map((one) => card(app, one)));
  const blamed = photos.filter((row) => row.problem);
  list(screen, "blamed", blamed.map((row) => blamedRow(app, row)));
  act(screen, "send").classList.toggle("btn-quiet", !waiting && !photos.length);
  act(screen, "send").addEventListener("click", () => app.sync.run());
  act(screen, "export").addEventListener("click", () => app.careful(() => saveAll(app, acts).then(() => app.draw())));
  show(screen, { keepPlace: true });
}

function blamedRow(app, row) {
  const screen = part("blamed", { text: say("photo-refused", { why: row.problem }) });
  act(screen, "again").addEventListener("click", () => app.store.blamePhoto(row, null).then(() => app.sync.run()));
  act(screen, "drop").addEventListener("click", () => app.store.dropPhoto(row).then(() => app.draw()));
  return screen;
}
