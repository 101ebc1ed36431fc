// The phone's own store: everything of an account sealed under that account's key.
import { openDB } from "../look/vendor/idb.js";
import { appended, rebased, resent, withoutIt } from "./outbox.js";
import { disclose, enclose, open, openBytes, seal, sealBytes, serverKey } from "./seal.js";
import { corrected } from "./telling.js";

const STORES = ["locks", "replica", "acts", "photos", "drafts"];
const rangeOf = (account) => IDBKeyRange.bound(`${account}/`, `${account}/\uffff`);

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
    return rangeOf(this.account);
  }

  async #sealed(name, value) {
    const key = this.#at(name);
    return { key, ...(await seal(this.key, value, key)) };
  }

  async #get(store, name) {
    const row = await this.db.get(store, this.#at(name));
    return row ? open(this.key, row, row.key) : null;
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
    if ("meta" in parts) this.#server = null;
  }

  #server = null;

  // Acts are wrapped for the server, too, with the key that it gave along.
  async #enclosed(act) {
    this.#server ??= this.replica("meta").then((meta) => serverKey(meta?.export_key));
    const key = this.#at(act.id);
    return { key, ...(await enclose(this.key, await this.#server, act, key)) };
  }

  /** Acts that are not on the server yet, the first done first. */
  async acts() {
    const rows = (await this.rows()).filter((row) => row.mine);
    const acts = await Promise.all(rows.map((row) => disclose(this.key, row, row.key)));
    return acts.sort((a, b) => a.n - b.n);
  }

  /** The acts as they lie here, locked. */
  rows() {
    return this.db.getAll("acts", this.#mine);
  }

  /** The ids of all acts here, those too that only the server can open. */
  async ids() {
    const keys = await this.db.getAllKeys("acts", this.#mine);
    return keys.map((key) => key.slice(this.account.length + 1));
  }

  // Two pages of one phone must not give the same number, nor undo what the other wrote.
  #alone(doing) {
    return navigator.locks.request(`kentongan-acts:${this.account}`, doing);
  }

  /** Keep a new act, or a refused one as it now is, and drop its draft: all in one step. */
  add(act, draft = null) {
    return this.#alone(async () => {
      const acts = await this.acts();
      const whole = acts.some((one) => one.id === act.id) ? resent(acts, act) : appended(acts, act);
      const row = await this.#enclosed(whole);
      const writing = this.db.transaction(["acts", "drafts"], "readwrite");
      writing.objectStore("acts").put(row);
      if (draft) writing.objectStore("drafts").delete(this.#at(draft));
      await writing.done;
      return whole;
    });
  }

  /** What the server answered: stored acts go, and their photos may follow. */
  settle({ gone, kept }) {
    return this.#alone(async () => {
      const left = new Set(gone.map((act) => act.id));
      const moved = rebased((await this.acts()).filter((one) => !left.has(one.id)), gone);
      const rows = await Promise.all([...kept, ...moved].map((act) => this.#enclosed(act)));
      const told = await this.#remembered(gone);
      const write = (more) => {
        const writing = this.db.transaction(["acts", "replica"], "readwrite");
        for (const act of gone) writing.objectStore("acts").delete(this.#at(act.id));
        for (const row of rows) writing.objectStore("acts").put(row);
        for (const row of more) writing.objectStore("replica").put(row);
        return writing.done;
      };
      await write([told]).catch((error) => {
        if (error.name !== "QuotaExceededError") throw error;
        return write([]); // on a full phone what was sent must still go
      });
    });
  }

  /** Photos whose visit is on the server: it lies here neither as an act nor as a draft. */
  async readyPhotos() {
    const [photos, acts, drafts] = await Promise.all([this.photos(), this.rows(), this.#all("drafts")]);
    const mine = await Promise.all(acts.filter((row) => row.mine).map((row) => disclose(this.key, row, row.key)));
    if (mine.length < acts.length) return []; // of what only the server can open, nobody here knows
    const here = new Set([...mine.map((act) => act.body.id), ...drafts.map((draft) => draft.id)]);
    return photos.filter((row) => !here.has(row.visit) && !row.problem);
  }

  async #all(store) {
    const rows = await this.db.getAll(store, this.#mine);
    return Promise.all(rows.map((row) => open(this.key, row, row.key)));
  }

  // What was told from this phone, whole: the replica names only the head of a visit, and
  // whoever corrects one wants to see all of it.
  async #remembered(gone) {
    const told = (await this.replica("told")) ?? {};
    for (const { kind, body, answer } of gone) {
      if (kind === "visit.record") told[body.id] = { version: answer.version, body };
      if (kind !== "visit.correct" || !told[body.visit]) continue;
      const { version, body: before } = told[body.visit];
      if (version === body.base_version && answer.version === version + 1) {
        told[body.visit] = { version: answer.version, body: corrected(before, body.changes) };
      } else delete told[body.visit]; // somebody else was there; the server knows better
    }
    const latest = Object.entries(told).sort(([, a], [, b]) => b.body.date.localeCompare(a.body.date));
    return this.#sealed("told", Object.fromEntries(latest.slice(0, MOST_TOLD)));
  }

  /** Give up an act that was refused; its photos have nowhere to go. */
  drop(act) {
    return this.#alone(async () => {
      const photos = act.kind === "visit.record" ? await this.photosOf(act.body.id) : [];
      const rows = await Promise.all(withoutIt(await this.acts(), act).map((one) => this.#enclosed(one)));
      const writing = this.db.transaction(["acts", "photos"], "readwrite");
      for (const row of rows) writing.objectStore("acts").put(row);
      writing.objectStore("acts").delete(this.#at(act.id));
      for (const row of photos) writing.objectStore("photos").delete(row.key);
      await writing.done;
    });
  }

  draft(name) {
    return this.#get("drafts", name);
  }

  async keepDraft(name, value) {
    await this.db.put("drafts", await this.#sealed(name, value));
  }

  /** The names of what was begun and not kept yet. */
  async begun() {
    const keys = await this.db.getAllKeys("drafts", this.#mine);
    return keys.map((key) => key.slice(this.account.length + 1));
  }

  /** Keep a photo of a visit; `told` is what travels beside it. */
  async addPhoto(id, visit, data, told) {
    const key = this.#at(id);
    const [picture, beside] = await Promise.all([
      sealBytes(this.key, data, `${key}/bytes`),
      seal(this.key, told, key),
    ]);
    await this.db.put("photos", { key, visit, size: data.byteLength, picture, beside });
  }

  async photosOf(visit) {
    return (await this.photos()).filter((row) => row.visit === visit);
  }

  photos() {
    return this.db.getAll("photos", this.#mine);
  }

  /** Keep why the server did not want a photo. */
  async blamePhoto(row, problem) {
    await this.db.put("photos", { ...row, problem });
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

const MOST_TOLD = 40;

/** Acts of an account, as they lie here, that the server could open. */
export async function handable(db, account) {
  return (await db.getAll("acts", rangeOf(account))).filter((row) => row.theirs);
}

/** Forget what the server sent to an account; what it did not get yet stays. */
export function wipeReplica(db, account) {
  return db.delete("replica", rangeOf(account));
}

/** After too many wrong PINs: the replica goes, and of acts that the server can open, our own key. */
export async function wipe(db, account) {
  const rows = await handable(db, account);
  const writing = db.transaction(["replica", "acts"], "readwrite");
  writing.objectStore("replica").delete(rangeOf(account));
  for (const row of rows) writing.objectStore("acts").put({ ...row, mine: null });
  await writing.done;
}

/** Take an account off this phone with everything of it. */
export async function takeOff(db, account) {
  const writing = db.transaction(STORES, "readwrite");
  for (const name of STORES.slice(1)) writing.objectStore(name).delete(rangeOf(account));
  writing.objectStore("locks").delete(account);
  await writing.done;
}
