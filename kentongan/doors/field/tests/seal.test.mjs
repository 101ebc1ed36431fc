// Locks, seals and photos: what a wrong PIN, a moved box and a large picture come to.
import assert from "node:assert/strict";
import test from "node:test";

import { scryptAsync } from "@noble/hashes/scrypt.js";

import { BUDGET, fitted, metadata, sha256, within } from "../static/field/photos.js";
import { newLock, open, pause, seal, unlocked } from "../static/field/seal.js";

// As the worker stretches it, but for N: the tests need not be slow.
const derive = (pin, salt) => scryptAsync(pin, salt, { N: 2 ** 8, r: 8, p: 1, dkLen: 32 });

test("the right PIN opens, a wrong one does not", async () => {
  const { lock, key } = await newLock("kopi tubruk", derive);
  const box = await seal(key, { text: "Lampu mati" }, "rina/a");
  const again = await unlocked(lock, "kopi tubruk", derive);
  assert.deepEqual(await open(again, box, "rina/a"), { text: "Lampu mati" });
  assert.equal(await unlocked(lock, "kopi susu", derive), null);
});

test("the right PIN opens nothing on another device", async () => {
  const mine = await newLock("kopi tubruk", derive);
  const other = await newLock("kopi tubruk", derive);
  const copied = { ...mine.lock, deviceKey: other.lock.deviceKey };
  assert.equal(await unlocked(copied, "kopi tubruk", derive), null);
});

test("no key leaves the browser", async () => {
  const { lock, key } = await newLock("kopi tubruk", derive);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
  await assert.rejects(crypto.subtle.exportKey("raw", lock.deviceKey));
});

test("a box does not open as another row, nor changed, nor twice alike", async () => {
  const { key } = await newLock("kopi tubruk", derive);
  const box = await seal(key, "a", "rina/a");
  await assert.rejects(open(key, box, "bonar/a"));
  const bytes = new Uint8Array(box.box);
  bytes[0] ^= 1;
  await assert.rejects(open(key, { iv: box.iv, box: bytes }, "rina/a"));
  const twin = await seal(key, "a", "rina/a");
  assert.notDeepEqual(twin.iv, box.iv);
});

test("wrong PINs slow down, to an hour at most", () => {
  assert.deepEqual([0, 2, 3, 4, 5, 40].map(pause), [0, 0, 5_000, 10_000, 20_000, 3_600_000]);
});

test("a photo fits within the edge and is never enlarged", () => {
  assert.deepEqual(fitted(4000, 3000), { width: 1600, height: 1200 });
  assert.deepEqual(fitted(3000, 4000), { width: 1200, height: 1600 });
  assert.deepEqual(fitted(800, 600), { width: 800, height: 600 });
});

test("a photo gets poorer first, then smaller, until it is within the budget", async () => {
  const tried = [];
  const encode = ({ width, height }, quality) => {
    tried.push([width, quality]);
    return { size: width * height * quality * 0.5 };
  };
  const small = await within(encode, 4000, 3000);
  assert.ok(small.size <= BUDGET);
  assert.deepEqual(tried.map(([width]) => width), [1600, 1600, 1600, 1600, 1200, 1200, 1200, 1200]);
});

test("a photo that never fits ends as the smallest one", async () => {
  const sizes = [];
  const found = await within((size) => sizes.push(size.width) && { size: 1e9, ...size }, 4000, 3000);
  assert.equal(found.width, Math.min(...sizes));
});

test("what travels beside a photo is written as tus wants it", async () => {
  assert.equal(metadata({ visit: "a", lon: 0, lat: null, taken_at: "" }), "visit YQ==,lon MA==");
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assert.equal(await sha256(new Uint8Array()), empty);
});
