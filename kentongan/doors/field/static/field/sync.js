// Bringing what was done to the server, and what changed back: under a Web Lock, from the
// page itself, again and again with longer pauses, and never twice at the same time.
import { delay } from "./backoff.js";
import { ask, tell, Unheard } from "./net.js";
import { batch, settled, travelling } from "./outbox.js";
import { upload } from "./photos.js";

const PARTS = ["posts", "outlines", "sheets", "follow_ups", "contacts", "visits", "plan", "headings"];
const LISTS = ["posts", "follow_ups", "contacts", "visits"];
const PASSES = 40;

/** Rows with what changed put in and what is gone taken out. */
export function merged(rows, put = [], gone = []) {
  const away = new Set([...gone, ...put.map((row) => row.id)]);
  return [...rows.filter((row) => !away.has(row.id)), ...put];
}

/** The replica's parts out of a bootstrap. */
export function partsOf(whole) {
  const { cursor, account, office } = whole;
  const parts = Object.fromEntries(PARTS.map((name) => [name, whole[name]]));
  return { ...parts, meta: { cursor, account, office, at: new Date().toISOString() } };
}

export class Sync extends EventTarget {
  #attempt = 0;
  #timer = null;

  constructor(store, device) {
    super();
    Object.assign(this, { store, device, state: "idle" });
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  /** Try now; then again after a pause that grows as long as nothing gets through. */
  async run() {
    clearTimeout(this.#timer);
    const name = `kentongan-sync:${this.store.account}`;
    await navigator.locks.request(name, { ifAvailable: true }, async (held) => {
      if (held) await this.#pass();
    });
  }

  async #pass() {
    this.#say("sending");
    try {
      await this.#all();
      this.#attempt = 0;
      this.#say("done");
    } catch (error) {
      this.#attempt += 1;
      this.#say(error instanceof Unheard ? error.reason : "failed");
      if (!(error instanceof Unheard)) throw error;
      this.#timer = setTimeout(() => this.run(), delay(this.#attempt));
    }
  }

  async #all() {
    await this.#whoseSession();
    await this.#send();
    await this.#photos();
    await this.#fetch();
  }

  // Whoever signed in here may be somebody else: then nothing of this account is sent.
  async #whoseSession() {
    const { devices } = await ask("/field/devices");
    const mine = devices.find((one) => one.id === this.device);
    if (!mine) throw new Unheard("somebody-else");
    this.revoked = Boolean(mine.revoked_at);
  }

  async #send() {
    const tried = new Set();
    for (let pass = 0; pass < PASSES; pass += 1) {
      const open = (await this.store.acts()).filter((act) => !tried.has(act.id));
      const acts = batch(open);
      if (!acts.length) return;
      for (const act of acts) tried.add(act.id);
      const sent_at = new Date().toISOString();
      const told = await tell("/field/acts", { device: this.device, sent_at, acts: acts.map(travelling) });
      if (!Array.isArray(told?.acts)) throw new Unheard("portal");
      await this.store.settle(settled(acts, told.acts));
      this.dispatchEvent(new Event("change"));
    }
  }

  async #photos() {
    const ready = (await this.store.photos()).filter((row) => row.ready);
    if (!ready.length) return;
    const { token } = await ask("/field/csrf");
    for (const row of ready) {
      const { data, told } = await this.store.photo(row);
      await upload(data, told, token);
      await this.store.dropPhoto(row);
      this.dispatchEvent(new Event("change"));
    }
  }

  async #fetch() {
    const headers = { "X-Device": this.device };
    const meta = await this.store.replica("meta");
    const news = meta ? await ask(`/field/changes?after=${meta.cursor}`, { headers }) : { reset: true };
    if (news.reset) {
      await this.store.keep(partsOf(await ask("/field/bootstrap", { headers })));
      return;
    }
    const parts = { meta: { ...meta, cursor: news.cursor, at: new Date().toISOString() } };
    for (const name of LISTS) {
      const rows = (await this.store.replica(name)) ?? [];
      parts[name] = merged(rows, news.put?.[name], news.gone?.[name]);
    }
    await this.store.keep(parts);
  }
}
