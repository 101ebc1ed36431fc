// A night on the phone: which one it is, who is noted, and what a tap means.
import assert from "node:assert/strict";
import test from "node:test";

import { cameAt, currentNight, isClosed, noted, peopleOf, phase, withNights, written } from "../static/field/night.js";

const at = (text) => Date.parse(`2026-11-${text}:00Z`);
const night = (day, more = {}) => ({ date: `2026-11-${day}`, begins_at: `2026-11-${day}T15:00:00Z`, ends_at: `2026-11-${day}T21:00:00Z`, due: [], came: [], state: "", ...more });
const act = (kind, body, state = "waiting") => ({ kind, state, body: { post: "p", night: "2026-11-24", ...body } });

test("a night stays until the morning after, then it is the next one's turn", () => {
  const nights = [night("23"), night("24"), night("25")];
  assert.equal(currentNight(nights, at("24T02:59")).date, "2026-11-23");
  assert.equal(currentNight(nights, at("24T03:00")).date, "2026-11-24");
  assert.equal(currentNight(nights, at("30T00:00")), null);
});

test("people are noted from two hours before; afterwards the beginning counts", () => {
  const one = night("24");
  assert.equal(phase(one, at("24T12:59")), "early");
  assert.equal(phase(one, at("24T13:00")), "on");
  assert.equal(cameAt(one, at("24T16:10")), "2026-11-24T16:10:00.000Z");
  assert.equal(phase(one, at("24T21:00")), "after");
  assert.equal(cameAt(one, at("24T22:00")), "2026-11-24T15:00:00.000Z");
});

test("who is noted on the server stays as noted; who is noted here waits", () => {
  const one = night("24", { came: [{ member: "a", done_at: "x", stands_in_for: null }] });
  const here = act("night.check_in_many", { check_ins: [{ member: "a", done_at: "y" }, { member: "b", done_at: "z" }] });
  const found = noted(one, "p", [here, { ...here, body: { ...here.body, night: "2026-11-25" } }]);
  assert.deepEqual([...found].map(([id, { done_at, waits }]) => [id, done_at, waits]), [["a", "x", false], ["b", "z", true]]);
  assert.equal(noted(one, "p", [{ ...here, state: "refused" }]).size, 1);
  assert.equal(noted(one, "q", [here]).size, 1);
});

test("a night is closed by the server or by a word that waits here", () => {
  assert.equal(isClosed(night("24"), "p", []), false);
  assert.equal(isClosed(night("24", { state: "closed" }), "p", []), true);
  assert.equal(isClosed(night("24"), "p", [act("night.close", {})]), true);
  assert.equal(isClosed(night("24"), "p", [act("night.close", {}, "refused")]), false);
});

test("what waits for the logbook is shown with its night", () => {
  assert.deepEqual(written(night("24"), "p", [act("logbook.write", { text: "Sepi" }), act("night.close", {})]), ["Sepi"]);
});

test("nights that changed replace those here, and names stay", () => {
  const watch = [{ post: "p", members: [{ id: "a" }], nights: [1] }, { post: "q", members: [], nights: [2] }];
  assert.deepEqual(withNights(watch, [{ post: "p", nights: [3] }]).map((one) => [one.nights[0], one.members.length]), [[3, 1], [2, 0]]);
});

test("those on duty stand first, in their order, and nobody twice", () => {
  const post = { members: [{ id: "a" }, { id: "b" }, { id: "c" }] };
  const { due, others } = peopleOf(post, night("24", { due: ["c", "gone", "a"] }));
  assert.deepEqual([due, others].map((some) => some.map((one) => one.id)), [["c", "a"], ["b"]]);
});
