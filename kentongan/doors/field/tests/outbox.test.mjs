// The outbox and the waiting: order kept, nothing twice, nothing lost.
import assert from "node:assert/strict";
import test from "node:test";

import { delay } from "../static/field/backoff.js";
import { newId } from "../static/field/ids.js";
import { verdict } from "../static/field/net.js";
import { appended, batch, exported, settled, summary } from "../static/field/outbox.js";
import { bodyOf, entriesOf, localNow } from "../static/field/visit.js";
import { merged } from "../static/field/sync.js";

const record = (id, visit) => ({ id, kind: "visit.record", body: { id: visit }, done_at: `2026-01-0${id}T08:00:00Z` });
const correct = (id, visit) => ({ id, kind: "visit.correct", body: { visit }, done_at: `2026-01-0${id}T09:00:00Z` });
const line = (...acts) => acts.reduce((all, act) => [...all, appended(all, act)], []);

test("acts are sent in the order in which they were done", () => {
  const acts = line(record("1", "a"), record("2", "b"), correct("3", "a"));
  assert.deepEqual(batch([acts[2], acts[0], acts[1]]).map((one) => one.id), ["1", "2", "3"]);
  assert.deepEqual(batch(acts, 2).map((one) => one.id), ["1", "2"]);
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
  assert.deepEqual(summary([{ ...a, state: "refused" }, b]), { waiting: 1, refused: 1, since: b.done_at });
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

const sheet = { version: "kentongan.sheet/1", full: new Set(["roof"]) };
const beside = { id: "v", post: "p", sheet, offset: -420, position: null };

test("a visit says only what was said, in the zone of the phone", () => {
  const body = bodyOf({ date: "2026-01-01", time: "20:00", item_lamp: "broken", outcome: " Baik ", heard: "" }, beside);
  assert.deepEqual(body, {
    format: "kentongan.visit/1",
    id: "v",
    kind: "post_inspection",
    date: "2026-01-01",
    place: {},
    post: "p",
    time: "20:00",
    tz: "WIB",
    inspection: { sheet: "kentongan.quick/1", items: [{ item: "lamp", state: "broken" }] },
    outcome: "Baik",
  });
  const full = bodyOf({ date: "2026-01-01", item_roof: "absent" }, beside);
  assert.equal(full.inspection.sheet, "kentongan.sheet/1");
});

test("a refused visit comes back into its form as it was typed", () => {
  const told = { date: "2026-01-01", time: "20:00", item_lamp: "broken", heard: "Sepi", pledge: "Lampu", answers: "Kades", due: "2026-02-01", residents: "6", outcome: "Baik" };
  assert.deepEqual(entriesOf(bodyOf(told, beside)), told);
});

test("today is the phone's own day", () => {
  const now = new Date(2026, 0, 2, 0, 30);
  assert.deepEqual(localNow(now), { date: "2026-01-02", time: "00:30" });
});
