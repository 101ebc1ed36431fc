// Telling and deciding: what a form makes of a visit, and what two versions come to.
import assert from "node:assert/strict";
import test from "node:test";

import { apart, decided, grouped, isDecided } from "../static/field/conflicts.js";
import { clockOff, cookieOf, markIn } from "../static/field/health.js";
import { Saver } from "../static/field/saver.js";
import { bodyOf, changesOf, entriesOf, localNow } from "../static/field/telling.js";

const sheet = { version: "kentongan.sheet/1", full: new Set(["roof"]) };
const spots = { post: "di pos", home: "di rumah warga", elsewhere: "di tempat lain" };
const beside = { id: "v", post: "p", sheet, offset: -420, position: null, spots };

test("a visit says only what was said, in the zone of the phone", () => {
  const told = { date: "2026-01-01", time: "20:00", item_lamp: "broken", outcome: " Baik ", "heard.0": "", spot: "post" };
  assert.deepEqual(bodyOf(told, beside), {
    format: "kentongan.visit/1",
    id: "v",
    kind: "post_inspection",
    date: "2026-01-01",
    place: { spot: "di pos" },
    post: "p",
    time: "20:00",
    tz: "WIB",
    inspection: { sheet: "kentongan.quick/1", items: [{ item: "lamp", state: "broken" }] },
    outcome: "Baik",
  });
  const full = bodyOf({ date: "2026-01-01", item_roof: "absent" }, beside);
  assert.equal(full.inspection.sheet, "kentongan.sheet/1");
});

const whole = {
  date: "2026-01-01", time: "20:00", item_lamp: "broken", "heard.0": "Sepi", "heard.1": "Ramai", "pledge.0": "Lampu", "answers.0": "Kades",
  "due.0": "2026-02-01", "came.0": "peronda", "count.0": "6", residents: "6", outcome: "Baik", spot: "home",
};

test("a refused visit comes back into its form as it was typed", () => {
  assert.deepEqual(entriesOf(bodyOf(whole, beside), spots), whole);
});

test("at a house without an inspection it is a visit from door to door", () => {
  assert.equal(bodyOf({ date: "2026-01-01", outcome: "x", spot: "home" }, beside).kind, "door_to_door");
});

test("today is the phone's own day", () => {
  assert.deepEqual(localNow(new Date(2026, 0, 2, 0, 30)), { date: "2026-01-02", time: "00:30" });
});

const all = ["date", "time", "tz", "attendee_count", "outcome", "inspection", "information", "follow_ups", "attendees"];

test("a correction names what differs, whole, and nothing else", () => {
  const body = bodyOf(whole, beside);
  const how = { sheet, offset: -420, only: all };
  assert.deepEqual(changesOf(body, whole, how), {});
  assert.deepEqual(changesOf(body, { ...whole, outcome: "Lebih baik" }, how), { outcome: "Lebih baik" });
  assert.deepEqual(changesOf(body, { ...whole, "heard.1": "" }, how), { information: [{ text: "Sepi" }] });
  assert.deepEqual(changesOf(body, { ...whole, outcome: "", residents: "" }, how), { outcome: null, attendee_count: null });
});

test("scores and notes of an item that was not touched stay with it", () => {
  const body = { date: "2026-01-01", inspection: { sheet: "s/2", items: [{ item: "lamp", state: "present", score: 4 }, { item: "torch", state: "present" }] } };
  const told = { date: "2026-01-01", item_lamp: "present", item_torch: "broken" };
  assert.deepEqual(changesOf(body, told, { sheet, offset: -420, only: ["inspection"] }), {
    inspection: { sheet: "s/2", items: [{ item: "lamp", state: "present", score: 4 }, { item: "torch", state: "broken" }] },
  });
});

test("a phone in no zone of ours does not take the zone from a visit", () => {
  const body = { date: "2026-01-01", time: "20:00", tz: "WIB" };
  const told = { date: "2026-01-01", time: "21:00" };
  assert.deepEqual(changesOf(body, told, { sheet, offset: 0, only: all }), { time: "21:00" });
});

const conflict = (property, now, yours) => ({ property, base: null, now, yours });
const answer = { version: 7, conflicts: [conflict("outcome", "a", "b"), conflict("date", "2026-01-02", "2026-01-03"), conflict("time", "20:00", "21:00")] };
const sent = { visit: "v", base_version: 3, changes: { outcome: "b", date: "2026-01-03", time: "21:00", information: [] } };

test("date and time are decided together", () => {
  assert.deepEqual(grouped(answer.conflicts).map((one) => [one.name, one.rows.length]), [["outcome", 1], ["date", 2]]);
  assert.equal(isDecided(answer.conflicts, { outcome: "now" }), false);
  assert.equal(isDecided(answer.conflicts, { outcome: "now", date: "yours" }), true);
});

test("what a person chose goes on over the newer version, with what nobody contested", () => {
  assert.deepEqual(decided(sent, answer, { outcome: "yours", date: "now" }), {
    visit: "v", base_version: 7, changes: { outcome: "b", information: [] },
  });
});

test("where nothing of mine is left, nothing is sent", () => {
  const { information, ...changes } = sent.changes;
  assert.deepEqual(information, []);
  assert.equal(decided({ ...sent, changes }, answer, { outcome: "now", date: "now" }), null);
});

test("of two inspections only the items that differ are shown", () => {
  const items = (lamp) => ({ items: [{ item: "lamp", state: lamp }, { item: "torch", state: "present" }] });
  const words = { item: (key) => key, state: (state) => state };
  assert.deepEqual(apart(conflict("inspection", items("broken"), items("absent")), words), { now: ["lamp: broken"], yours: ["lamp: absent"] });
});

test("what is typed while something is written is written after it, once", async () => {
  const written = [];
  let typed = "";
  let open = null;
  const saver = new Saver(() => new Promise((done) => {
    written.push(typed);
    open = done;
  }));
  typed = "a";
  const kept = saver.save();
  typed = "ab";
  saver.save();
  typed = "abc";
  saver.save();
  open();
  await new Promise(setImmediate);
  open();
  await kept;
  assert.deepEqual(written, ["a", "abc"]);
});

test("after its end a form writes nothing, until it goes on", async () => {
  let count = 0;
  const saver = new Saver(async () => (count += 1));
  await saver.save();
  await saver.end();
  await saver.save();
  assert.equal(count, 1);
  saver.resume();
  await saver.save();
  assert.equal(count, 2);
});

test("the mark of what lay here comes back out of a cookie line", () => {
  const line = cookieOf({ acts: 3, photos: 9, since: "2026-01-02T03:04:05Z" }, true);
  assert.match(line, /; Secure$/);
  assert.deepEqual(markIn(`a=b; ${line.split(";")[0]}`), { acts: 3, photos: 9, since: "2026-01-02" });
  assert.equal(markIn("a=b"), null);
});

test("a clock off by a year is told in years, one off by a minute not at all", () => {
  assert.deepEqual(clockOff(366 * 86_400_000), { n: 1, unit: "year", isAhead: true });
  assert.deepEqual(clockOff(-3 * 3_600_000), { n: 3, unit: "hour", isAhead: false });
  assert.equal(clockOff(60_000), null);
  assert.equal(clockOff(null), null);
});
