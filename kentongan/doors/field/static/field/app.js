// The app: who is in, which screen is up, and when it tries to send.
import { say } from "./drawing.js";
import { summary } from "./outbox.js";
import * as screens from "./screens.js";
import { database } from "./store.js";
import { Sync } from "./sync.js";
import { visitScreen } from "./visit.js";
import { first, unlock } from "./ways-in.js";

const LOCK_AFTER = 15 * 60_000;
const BRIEF = new Set(["sending", "done", "offline", "signed-out"]);
const NEWS_FOR = 6_000;
const OFTEN = 5 * 60_000;

class App {
  store = null;
  sync = null;
  /** Acts that were saved as a file: leaving the phone does not lose them. */
  handed = new Set();

  constructor(db) {
    this.db = db;
  }

  /** Somebody unlocked the phone. */
  open = async (store, device) => {
    this.store = store;
    this.sync = new Sync(store, device);
    this.sync.addEventListener("change", () => this.#changed());
    document.querySelector("[data-nav]").hidden = false;
    addEventListener("online", () => this.sync.run());
    addEventListener("hashchange", () => this.draw());
    setInterval(() => this.sync.run(), OFTEN);
    if (!(await store.replica("meta"))) await this.sync.run();
    if (location.hash === "#/first") location.hash = "#/";
    await this.draw();
    this.sync.run();
  };

  /** Draw the screen that the address names. */
  async draw() {
    const [, name = "", id = ""] = location.hash.split("/");
    const screen = {
      visit: () => visitScreen(this, id),
      again: async () => {
        const refused = (await this.store.acts()).find((one) => one.id === id);
        return refused ? visitScreen(this, refused.body.post, refused) : screens.outboxScreen(this);
      },
      told: () => screens.toldScreen(this, id),
      promises: () => screens.promisesScreen(this),
      promise: () => screens.promiseScreen(this, id),
      map: () => screens.mapScreen(this),
      outbox: () => screens.outboxScreen(this),
      phone: () => screens.phoneScreen(this),
    }[name] ?? (() => screens.dayScreen(this));
    if (!this.store) return;
    const isWiped = !(await this.store.replica("meta"));
    await (isWiped ? screens.outboxScreen(this) : screen());
    for (const link of document.querySelectorAll("[data-nav] a")) {
      if (link.hash === (location.hash || "#/")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    await this.#state();
  }

  async #changed() {
    await this.#state();
    if (location.hash === "#/outbox") await screens.outboxScreen(this);
    if (["", "#/"].includes(location.hash) && this.sync.state === "done") await this.draw();
  }

  async #state() {
    const { waiting, refused } = summary(await this.store.acts());
    const badge = document.querySelector("[data-count]");
    badge.textContent = waiting + refused;
    badge.hidden = !(waiting + refused);
    document.querySelector("[data-state-text]").textContent = say(BRIEF.has(this.sync.state) ? `brief-${this.sync.state}` : "brief-idle");
  }

  /** An act is on the phone: say so, go to the outbox, and try to send it. */
  kept() {
    this.#news(say("kept"));
    if (location.hash === "#/outbox") this.draw();
    location.hash = "#/outbox";
    this.sync.run();
  }

  /** Do something that may find the phone full; then say so and lose nothing. */
  async careful(doing) {
    try {
      return await doing();
    } catch (error) {
      const known = { QuotaExceededError: "full" }[error.name] ?? (error.message === "photo-unread" ? error.message : null);
      this.#news(say(known ?? "sync-failed"));
      if (!known) throw error;
      return null;
    }
  }

  #news(text) {
    const spot = document.getElementById("news");
    spot.textContent = text;
    setTimeout(() => {
      if (spot.textContent === text) spot.textContent = "";
    }, NEWS_FOR);
  }
}

async function start() {
  // Where there is no service worker (plain HTTP), the app works with signal only.
  navigator.serviceWorker?.register("/field/worker.js", { scope: "/field/" }).catch(() => null);
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
