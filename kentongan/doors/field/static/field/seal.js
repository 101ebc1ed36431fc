// Encryption at rest. A PIN alone opens nothing: it is stretched by scrypt and mixed with
// a key of this device that the browser never gives out. Both together unwrap the key of
// the store. A copied phone with a short PIN is still not safe, and the app says so.
const AES = "AES-GCM";
const IV_BYTES = 12;
const TRIES_FREE = 3;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 3_600_000;
export const TRIES_BEFORE_WIPE = 10;
export const PIN_LENGTH = 6;

const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const bytes = (text) => new TextEncoder().encode(text);

async function wrapping({ salt, deviceKey }, pin, derive) {
  const stretched = await derive(pin, salt);
  const mixed = await crypto.subtle.sign("HMAC", deviceKey, stretched);
  return crypto.subtle.importKey("raw", mixed, AES, false, ["encrypt", "decrypt"]);
}

const storeKey = (raw) => crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

/** A new lock for a PIN, and the key behind it. `derive(pin, salt)` gives 32 bytes. */
export async function newLock(pin, derive) {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const deviceKey = await crypto.subtle.generateKey(hmac, false, ["sign"]);
  const lock = { salt: random(16), iv: random(IV_BYTES), deviceKey, tries: 0, until: 0 };
  const raw = random(32);
  const kek = await wrapping(lock, pin, derive);
  const wrapped = await crypto.subtle.encrypt({ name: AES, iv: lock.iv }, kek, raw);
  const key = await storeKey(raw);
  raw.fill(0);
  return { lock: { ...lock, wrapped }, key };
}

/** The key behind a lock, or null where the PIN is another. */
export async function unlocked(lock, pin, derive) {
  const kek = await wrapping(lock, pin, derive);
  try {
    const raw = await crypto.subtle.decrypt({ name: AES, iv: lock.iv }, kek, lock.wrapped);
    return await storeKey(raw);
  } catch {
    return null;
  }
}

/** How long to wait after that many wrong PINs. */
export function pause(tries) {
  if (tries < TRIES_FREE) return 0;
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - TRIES_FREE));
}

/** Bytes sealed under a label: a box taken from one row does not open in another. */
export async function sealBytes(key, data, label) {
  const iv = random(IV_BYTES);
  const how = { name: AES, iv, additionalData: bytes(label) };
  return { iv, box: await crypto.subtle.encrypt(how, key, data) };
}

/** What `sealBytes` sealed; throws where key or label is another. */
export async function openBytes(key, { iv, box }, label) {
  const how = { name: AES, iv, additionalData: bytes(label) };
  return crypto.subtle.decrypt(how, key, box);
}

/** A value sealed as JSON. */
export function seal(key, value, label) {
  return sealBytes(key, bytes(JSON.stringify(value)), label);
}

/** What `seal` sealed. */
export async function open(key, sealed, label) {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, label)));
}
