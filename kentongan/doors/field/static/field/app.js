// The app: who is in, which screen is up, and when it tries to send.
import { day, say } from "./drawing.js";
import { clockOff, mark } from "./health.js";
import { clockAhead } from "./net.js";
import { atStake, summary } from "./outbox.js";
import { outboxScreen } from "./outbox-screen.js";
import * as screens from "./screens.js";
import { Shell } from "./shell.js";
import { database, wipeReplica } from "./store.js";
import { Sync } from "./sync.js";
import { first, unlock } from "./ways-in.js";

const LOCK_AFTER = 15 * 60_000;
const BRIEF = new Set(["sending", "done", "offline", "signed-out", "portal", "revoked", "somebody-else", "refused"]);
const NEWS_FOR = 6_000;
const OFTEN = 5 * 60_000;

class App {
  store = null;
  sync = null;
  /** Acts that were saved as a file: leaving the phone does not lose them. */
  handed = new Set();
  /** What the screen that was left still writes. */
  ending = [];
  #left = new AbortController();

  constructor(db) {
    this.db = db;
    this.shell = new Shell(() => this.#banner());
  }

  /** Aborted as soon as the screen that is up is left. */
  get leaving() {
    return this.#left.signal;
  }

  get isNewerReady() {
    return this.shell.isNewerReady;
  }

  /** Go on with the newer shell. What was typed is kept already. */
  renew() {
    this.shell.renew();
  }

  /** Somebody unlocked the phone. */
  open = async (store, device) => {
    this.store = store;
    this.sync = new Sync(store, device);
    this.sync.addEventListener("change", () => this.#changed());
    for (const part of document.querySelectorAll("[data-nav], [data-state]")) part.hidden = false;
    addEventListener("online", () => this.sync.run());
    addEventListener("hashchange", () => this.draw());
    setInterval(() => this.sync.run(), OFTEN);
    if (!(await store.replica("meta"))) await this.sync.run().catch(() => null);
    if (location.hash === "#/first") location.hash = "#/";
    else await this.draw();
    this.sync.run();
  };

  /** Draw the screen that the address names. */
  async draw() {
    if (!this.store) return;
    this.#left.abort();
    this.#left = new AbortController();
    await Promise.all(this.ending.splice(0)); // the next screen reads what this one wrote
    const [, name = "", id = "", more = ""] = location.hash.split("/");
    const isEmpty = !(await this.store.replica("meta"));
    if (isEmpty) await outboxScreen(this);
    else await screens.open(this, name, id, more);
    for (const link of document.querySelectorAll("[data-nav] a")) {
      if (link.hash === (screens.tabOf(name) ?? "#/")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    await this.#state();
  }

  async #changed() {
    if (this.sync.state === "revoked") await wipeReplica(this.db, this.store.account); // her reach left this phone
    await this.#state();
    const [, name = ""] = location.hash.split("/");
    if (name === "outbox") await this.draw();
    else if (this.sync.state === "done" && screens.isList(name) && !document.querySelector("#screen form")) await this.draw();
  }

  async #state() {
    const [acts, photos] = await Promise.all([this.store.acts(), this.store.photos()]);
    const { waiting, refused, since } = summary(acts);
    const badge = document.querySelector("[data-count]");
    badge.textContent = waiting + refused;
    badge.hidden = !(waiting + refused);
    document.querySelector("[data-state-text]").textContent = say(BRIEF.has(this.sync.state) ? `brief-${this.sync.state}` : "brief-idle");
    mark({ ...atStake(await this.store.ids(), photos), since });
    await this.#banner();
  }

  // One line above every screen, where the phone itself wants something.
  async #banner() {
    const off = clockOff(clockAhead());
    const told = [
      off && say(off.isAhead ? "clock-ahead" : "clock-behind", { off: say(`off-${off.unit}`, { n: off.n }) }),
      this.sync?.strangers?.length && say("new-phone", { name: this.sync.strangers.map((one) => `${one.label}, ${day(one.enrolled_at, true)}`).join("; ") }),
      this.isNewerReady && say("newer"),
    ];
    const spot = document.querySelector("[data-banner]");
    spot.querySelector("[data-banner-text]").textContent = told.filter(Boolean).join(" ");
    spot.hidden = !told.some(Boolean);
  }

  /** An act is on the phone: say so, go to the outbox unless its person went elsewhere, try to send it. */
  kept({ isLeft = false } = {}) {
    if (isLeft) this.tell(say("kept"));
    else this.leave("#/outbox", say("kept"));
    this.#state();
    this.sync.run();
  }

  /** Go to another screen and say why. */
  leave(hash, text) {
    this.tell(text);
    if (location.hash === hash) this.draw();
    else location.hash = hash;
  }

  /** Do something that may find the phone full; then say so and lose nothing. */
  async careful(doing) {
    try {
      return await doing();
    } catch (error) {
      const known = { QuotaExceededError: "full" }[error.name] ?? { "photo-unread": "photo-unread" }[error.message] ?? (error.reason && `sync-${error.reason}`);
      this.tell(say(known ?? "sync-failed"));
      if (!known) throw error;
      return null;
    }
  }

  /** Say something for a moment. */
  tell(text) {
    const spot = document.getElementById("news");
    spot.textContent = text;
    clearTimeout(this.newsTimer);
    this.newsTimer = setTimeout(() => (spot.textContent = ""), NEWS_FOR);
  }
}

async function start() {
  const db = await database();
  const app = new App(db);
  let hidden = null;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (app.store && hidden && Date.now() - hidden > LOCK_AFTER) location.reload();
    else app.sync?.run();
  });
  const isNew = !(await db.count("locks")) || location.hash === "#/first";
  await (isNew ? first(db, app.open) : unlock(db, app.open));
  addEventListener("hashchange", () => {
    if (!app.store && location.hash === "#/first") first(db, app.open);
  });
}

await start();
