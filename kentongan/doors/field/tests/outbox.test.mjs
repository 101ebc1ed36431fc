// The outbox and the waiting: order kept, nothing twice, nothing lost.
import assert from "node:assert/strict";
import test from "node:test";

import { delay } from "../static/field/backoff.js";
import { newId } from "../static/field/ids.js";
import { verdict } from "../static/field/net.js";
import { appended, atStake, batch, exported, rebased, resent, settled, summary, withoutIt } from "../static/field/outbox.js";
import { merged } from "../static/field/merging.js";

const record = (id, visit) => ({ id, kind: "visit.record", body: { id: visit }, done_at: `2026-01-0${id}T08:00:00Z` });
const correct = (id, visit) => ({ id, kind: "visit.correct", body: { visit }, done_at: `2026-01-0${id}T09:00:00Z` });
const line = (...acts) => acts.reduce((all, act) => [...all, appended(all, act)], []);

test("acts are sent in the order in which they were done", () => {
  const acts = line(record("1", "a"), record("2", "b"), correct("3", "a"));
  assert.deepEqual(batch([acts[2], acts[0], acts[1]]).map((one) => one.id), ["1", "2", "3"]);
  assert.deepEqual(batch(acts, { size: 2 }).map((one) => one.id), ["1", "2"]);
});

test("a correction waits for its own visit and for no other", () => {
  const acts = line(record("1", "a"), record("2", "b"), correct("3", "a"), correct("4", "a"));
  assert.deepEqual(acts.map((one) => one.after), [[], [], ["1"], ["3"]]);
});

test("nothing waits for an act that was refused, and none is sent by itself", () => {
  const [first] = line(record("1", "a"));
  const refused = { ...first, state: "refused" };
  assert.deepEqual(appended([refused], correct("2", "a")).after, []);
  assert.deepEqual(batch([refused]), []);
});

test("only what was stored leaves the phone", () => {
  const acts = line(record("1", "a"), record("2", "b"), record("3", "c"), record("4", "d"));
  const answers = [
    { id: "1", outcome: "stored" },
    { id: "2", outcome: "refused", sentence: "No" },
    { id: "3", outcome: "held" },
    { id: "9", outcome: "stored" },
  ];
  const { gone, kept } = settled(acts, answers);
  assert.deepEqual(gone.map((one) => one.id), ["1"]);
  assert.deepEqual(kept.map((one) => [one.id, one.state]), [["2", "refused"], ["3", "held"]]);
});

test("the summary counts what waits apart from what was refused, and since when", () => {
  const [a, b] = line(record("1", "a"), record("2", "b"));
  assert.deepEqual(summary([{ ...a, state: "refused" }, b]), { waiting: 1, refused: 1, since: a.done_at });
  assert.deepEqual(summary([]), { waiting: 0, refused: 0, since: null });
});

test("the file holds every act, refused ones too, in order and without our notes", () => {
  const [a, b] = line(record("1", "a"), record("2", "b"));
  const file = exported([b, { ...a, state: "refused" }], "rina", "phone");
  assert.equal(file.format, "kentongan.acts/1");
  assert.deepEqual(file.acts.map((one) => one.id), ["1", "2"]);
  assert.deepEqual(Object.keys(file.acts[0]).sort(), ["after", "body", "done_at", "id", "kind"]);
});

test("pauses double up to five minutes, and jitter takes at most half", () => {
  assert.equal(delay(1, () => 1), 2_000);
  assert.equal(delay(2, () => 1), 4_000);
  assert.equal(delay(1, () => 0), 1_000);
  assert.equal(delay(99, () => 1), 300_000);
});

test("ids are UUIDv7 and sort by their time", () => {
  const early = newId(1_700_000_000_000);
  assert.match(early, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(parseInt(early.replaceAll("-", "").slice(0, 12), 16), 1_700_000_000_000);
  assert.ok(early < newId(1_700_000_000_001));
});

test("a portal that answers 200 with a page is not taken for the server", () => {
  assert.equal(verdict(200, "text/html; charset=utf-8", null), "portal");
  assert.equal(verdict(0, "", null), "portal");
  assert.equal(verdict(200, "application/json", {}), null);
  assert.equal(verdict(401, "application/json", { code: "signed-out" }), "signed-out");
  assert.equal(verdict(403, "application/json", { code: "revoked" }), "revoked");
  assert.equal(verdict(503, "text/html", null), "server");
  assert.equal(verdict(422, "application/json", {}), "refused");
});

test("changes replace rows, take away what is gone and keep the rest", () => {
  const rows = [{ id: "a", n: 1 }, { id: "b", n: 1 }, { id: "c", n: 1 }];
  assert.deepEqual(merged(rows, [{ id: "b", n: 2 }], ["c"]), [{ id: "a", n: 1 }, { id: "b", n: 2 }]);
});

test("a correction goes only when the correction before it was answered", () => {
  const [a, b, c] = line(record("1", "a"), correct("2", "a"), correct("3", "a"));
  assert.deepEqual(batch([a, b, c]).map((one) => one.id), ["1", "2"]);
  assert.deepEqual(batch([{ ...b, state: "held" }, c]).map((one) => one.id), ["2"]);
  assert.deepEqual(batch([c]).map((one) => one.id), ["3"]);
});

test("whatever follows a refused act waits for the person, and nothing else does", () => {
  const [a, b, c] = line(record("1", "a"), correct("2", "a"), record("3", "b"));
  assert.deepEqual(batch([{ ...a, state: "refused" }, b, c]).map((one) => one.id), ["3"]);
});

test("what had its turn is not sent twice in one go, and a batch is never too heavy", () => {
  const acts = line(record("1", "a"), record("2", "b"), record("3", "c"));
  assert.deepEqual(batch(acts, { tried: new Set(["1"]) }).map((one) => one.id), ["2", "3"]);
  assert.deepEqual(batch(acts, { most: 15 }).map((one) => one.id), ["1"]);
});

test("a correction of a correction stands on it, unless somebody came between", () => {
  const based = (id, base_version) => ({ id, kind: "visit.correct", body: { visit: "a", base_version }, done_at: "2026-01-01T08:00:00Z" });
  const [first, second] = line(based("1", 3), based("2", 3));
  const answered = (version) => [{ ...first, answer: { version } }];
  assert.deepEqual(rebased([second], answered(4)).map((one) => one.body.base_version), [4]);
  assert.deepEqual(rebased([second], answered(5)), []);
});

test("a refused act sent again keeps its place, and whom it follows", () => {
  const acts = line(record("1", "a"), correct("2", "a"), correct("3", "a"));
  const again = resent(acts, { ...acts[1], body: { visit: "a", changes: {} }, state: "refused", answer: { code: "x" } });
  assert.deepEqual([again.n, again.after, again.state, again.answer], [2, ["1"], "waiting", null]);
  assert.equal(resent(acts, record("9", "z")).n, 4);
});

test("nobody waits for an act that was given up", () => {
  const acts = line(record("1", "a"), correct("2", "a"), correct("3", "a"));
  assert.deepEqual(withoutIt(acts, acts[1]).map((one) => [one.id, one.after]), [["3", ["1"]]]);
});

test("what is at stake is what is neither sent nor handed over", () => {
  assert.deepEqual(atStake(["1", "2"], [{}], new Set(["1"])), { acts: 1, photos: 1 });
});
