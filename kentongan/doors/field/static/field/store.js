// The phone's own store: everything of an account sealed under that account's key.
import { openDB } from "../look/vendor/idb.js";
import { appended } from "./outbox.js";
import { open, openBytes, seal, sealBytes } from "./seal.js";

const STORES = ["locks", "replica", "acts", "photos", "drafts"];

/** The database; a lock stands there for each account that uses this phone. */
export function database() {
  return openDB("kentongan-field", 1, {
    upgrade(db) {
      for (const name of STORES) db.createObjectStore(name, { keyPath: "key" });
    },
  });
}

/** One account's rows, open as long as somebody unlocked them. */
export class Store {
  constructor(db, account, key) {
    Object.assign(this, { db, account, key });
  }

  #at(name) {
    return `${this.account}/${name}`;
  }

  get #mine() {
    return IDBKeyRange.bound(`${this.account}/`, `${this.account}/\uffff`);
  }

  async #sealed(name, value) {
    const key = this.#at(name);
    return { key, ...(await seal(this.key, value, key)) };
  }

  #open(row) {
    return open(this.key, row, row.key);
  }

  async #all(store) {
    const rows = await this.db.getAll(store, this.#mine);
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  async #get(store, name) {
    const row = await this.db.get(store, this.#at(name));
    return row ? this.#open(row) : null;
  }

  /** What the server sent, by its name. */
  replica(name) {
    return this.#get("replica", name);
  }

  /** Keep several parts of the replica, all or none. */
  async keep(parts) {
    const rows = await Promise.all(Object.entries(parts).map(([name, value]) => this.#sealed(name, value)));
    const writing = this.db.transaction("replica", "readwrite");
    for (const row of rows) writing.store.put(row);
    await writing.done;
  }

  /** Acts that are not on the server yet, the first done first. */
  async acts() {
    return (await this.#all("acts")).sort((a, b) => a.n - b.n);
  }

  /** Keep a new act, and drop the draft it came from, in one step. */
  async add(act, draft = null) {
    // Two pages of one phone must not give the same number.
    return navigator.locks.request(`kentongan-add:${this.account}`, async () => {
      const whole = appended((await this.acts()).filter((one) => one.id !== act.id), act);
      const row = await this.#sealed(act.id, whole);
      const writing = this.db.transaction(["acts", "drafts"], "readwrite");
      writing.objectStore("acts").put(row);
      if (draft) writing.objectStore("drafts").delete(this.#at(draft));
      await writing.done;
      return whole;
    });
  }

  /** What the server answered: stored acts go, and their photos may follow. */
  async settle({ gone, kept }) {
    const rows = await Promise.all(kept.map((act) => this.#sealed(act.id, act)));
    const visits = new Set(gone.map((act) => act.body.id));
    const photos = (await this.db.getAll("photos", this.#mine)).filter((row) => visits.has(row.visit));
    const writing = this.db.transaction(["acts", "photos"], "readwrite");
    for (const row of rows) writing.objectStore("acts").put(row);
    for (const act of gone) writing.objectStore("acts").delete(this.#at(act.id));
    for (const row of photos) writing.objectStore("photos").put({ ...row, ready: true });
    await writing.done;
  }

  /** Give up an act that was refused; its photos have nowhere to go. */
  async drop(act) {
    const photos = act.kind === "visit.record" ? await this.photosOf(act.body.id) : [];
    const writing = this.db.transaction(["acts", "photos"], "readwrite");
    writing.objectStore("acts").delete(this.#at(act.id));
    for (const row of photos) writing.objectStore("photos").delete(row.key);
    await writing.done;
  }

  /** Drop an act that another one stands for; what hangs on it stays. */
  forget(act) {
    return this.db.delete("acts", this.#at(act.id));
  }

  draft(name) {
    return this.#get("drafts", name);
  }

  async keepDraft(name, value) {
    await this.db.put("drafts", await this.#sealed(name, value));
  }

  /** Keep a photo of a visit; `told` is what travels beside it. */
  async addPhoto(id, visit, data, told) {
    const key = this.#at(id);
    const [picture, beside] = await Promise.all([
      sealBytes(this.key, data, `${key}/bytes`),
      seal(this.key, told, key),
    ]);
    await this.db.put("photos", { key, visit, ready: false, size: data.byteLength, picture, beside });
  }

  async photosOf(visit) {
    return (await this.db.getAll("photos", this.#mine)).filter((row) => row.visit === visit);
  }

  photos() {
    return this.db.getAll("photos", this.#mine);
  }

  /** A photo's bytes and what travels beside it. */
  async photo(row) {
    return {
      data: await openBytes(this.key, row.picture, `${row.key}/bytes`),
      told: await open(this.key, row.beside, row.key),
    };
  }

  dropPhoto(row) {
    return this.db.delete("photos", row.key);
  }
}

/** Forget what the server sent to an account; what it did not get yet stays. */
export function wipeReplica(db, account) {
  return db.delete("replica", IDBKeyRange.bound(`${account}/`, `${account}/\uffff`));
}

/** Take an account off this phone with everything of it. */
export async function takeOff(db, account) {
  const writing = db.transaction(STORES, "readwrite");
  const mine = IDBKeyRange.bound(`${account}/`, `${account}/\uffff`);
  for (const name of STORES.slice(1)) writing.objectStore(name).delete(mine);
  writing.objectStore("locks").delete(account);
  await writing.done;
}
