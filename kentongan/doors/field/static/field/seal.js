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

// An act's own key is wrapped twice: for whoever did it, and for the server. So what is
// not sent yet can be handed over and read there, though nobody here can open it any more.
const SEALED = "kentongan.acts.sealed/1";
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** The server's key out of what the bootstrap gave; null where it gave none. */
export async function serverKey(given) {
  if (!given) return null;
  const { kty, crv, x, y } = given.jwk;
  return { id: given.id, key: await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []) };
}

async function wrappedForServer({ id, key }, raw, label) {
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: key }, ours.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytes(`${SEALED}|${id}`) };
  const kek = await crypto.subtle.deriveKey(how, base, { name: AES, length: 256 }, false, ["encrypt"]);
  const epk = await crypto.subtle.exportKey("raw", ours.publicKey);
  return { id, epk, ...(await sealBytes(kek, raw, label)) };
}

/** A value under a key of its own, wrapped by `key` and for the server where it has one. */
export async function enclose(key, server, value, label) {
  const raw = random(32);
  const sealed = await seal(await storeKey(raw), value, label);
  const mine = await sealBytes(key, raw, label);
  const theirs = server ? await wrappedForServer(server, raw, label) : null;
  raw.fill(0);
  return { ...sealed, mine, theirs };
}

/** What `enclose` enclosed; throws where key or label is another. */
export async function disclose(key, row, label) {
  const raw = await openBytes(key, row.mine, label);
  return open(await storeKey(raw), row, label);
}

const base64 = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The file that only the server reads, out of rows as they lie on the phone. */
export function sealedFile(rows, account, device) {
  const acts = rows.map(({ key, iv, box, theirs }) => ({
    id: key.slice(account.length + 1),
    epk: base64(theirs.epk),
    wrap_iv: base64(theirs.iv),
    wrap: base64(theirs.box),
    iv: base64(iv),
    box: base64(box),
  }));
  return { format: SEALED, key: rows[0].theirs.id, account, device, acts };
}
