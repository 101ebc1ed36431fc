// Bringing what was done to the server, and what changed back: under a Web Lock, from the
// page itself, again and again with longer pauses, and never twice at the same time.
import { delay } from "./backoff.js";
import { merged } from "./merging.js";
import { withNights } from "./night.js";
import { ask, tell, Unheard } from "./net.js";
import { BATCH, batch, settled, travelling } from "./outbox.js";
import { upload } from "./photos.js";

const PARTS = ["posts", "outlines", "sheets", "follow_ups", "contacts", "visits", "plan", "headings", "watch"];
const LISTS = ["posts", "follow_ups", "contacts", "visits"];
const PASSES = 40;

/** The replica's parts out of a bootstrap. */
export function partsOf(whole) {
  const { cursor, account, office, kinds = null, export_key = null } = whole;
  const parts = Object.fromEntries(PARTS.map((name) => [name, whole[name] ?? []]));
  return { ...parts, meta: { cursor, account, office, kinds, export_key, at: new Date().toISOString() } };
}

export class Sync extends EventTarget {
  #attempt = 0;
  #timer = null;
  #wanted = false;

  constructor(store, device) {
    super();
    Object.assign(this, { store, device, state: "idle" });
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  /** Try now, or right after what is under way; then after pauses that grow as long as nothing gets through. */
  async run() {
    clearTimeout(this.#timer);
    this.#wanted = true;
    const name = `kentongan-sync:${this.store.account}`;
    await navigator.locks.request(name, { ifAvailable: true }, async (held) => {
      while (held && this.#wanted) {
        this.#wanted = false;
        await this.#pass();
      }
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
      this.#timer = setTimeout(() => this.run(), delay(this.#attempt));
      const isFull = error.name === "QuotaExceededError";
      this.#say(isFull ? "full" : error instanceof Unheard ? error.reason : "failed");
      if (!isFull && !(error instanceof Unheard)) throw error;
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
    if (!devices.some((one) => one.id === this.device)) throw new Unheard("somebody-else");
    const known = await this.store.replica("phones");
    if (!known) await this.store.keep({ phones: devices.map((one) => one.id) });
    this.strangers = devices.filter((one) => known && !known.includes(one.id) && !one.revoked_at);
  }

  async #send() {
    const tried = new Set();
    let size = BATCH;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const acts = batch(await this.store.acts(), { size, tried });
      if (!acts.length) return;
      const answers = await this.#told(acts);
      if (!answers && acts.length > 1) {
        size = Math.ceil(acts.length / 2); // one among them spoils the batch: find it
        continue;
      }
      for (const act of acts) tried.add(act.id);
      await this.store.settle(settled(acts, answers ?? [{ id: acts[0].id, ...this.spoilt }]));
      this.dispatchEvent(new Event("change"));
    }
  }

  // The answers, or null where the server did not want the batch as a whole.
  async #told(acts) {
    try {
      const sent_at = new Date().toISOString();
      const told = await tell("/field/acts", { device: this.device, sent_at, acts: acts.map(travelling) });
      if (!Array.isArray(told?.acts)) throw new Unheard("portal");
      return told.acts;
    } catch (error) {
      if (error.reason !== "refused") throw error;
      this.spoilt = { outcome: "refused", code: error.answer?.code ?? "", sentence: error.answer?.sentence ?? "" };
      return null;
    }
  }

  async #photos() {
    const ready = await this.store.readyPhotos();
    if (!ready.length) return;
    const { token } = await ask("/field/csrf");
    for (const row of ready) {
      const { data, told } = await this.store.photo(row);
      try {
        await upload(data, told, token);
        await this.store.dropPhoto(row);
      } catch (error) {
        if (error.reason !== "refused") throw error;
        await this.store.blamePhoto(row, error.answer?.sentence || error.answer?.code || "refused");
      }
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
    if (news.nights?.length) parts.watch = withNights((await this.store.replica("watch")) ?? [], news.nights);
    for (const name of LISTS) {
      const rows = (await this.store.replica(name)) ?? [];
      parts[name] = merged(rows, news.put?.[name], news.gone?.[name]);
    }
    await this.store.keep(parts);
  }
}
