// The ways in: a first sign-in with signal, a PIN for this phone, and unlocking by it.
import { day, part, say, show } from "./drawing.js";
import { lost, unmark } from "./health.js";
import { ask, tell, Unheard } from "./net.js";
import { saveSealed } from "./outbox-screen.js";
import { newLock, pause, PIN_LENGTH, TRIES_BEFORE_WIPE, unlocked } from "./seal.js";
import { handable, Store, wipe } from "./store.js";
import { stretch } from "./stretch.js";
import { partsOf } from "./sync.js";

/** Where the store is empty though something was kept: say so, and what was not sent. */
async function told(db) {
  const gone = (await db.count("locks")) ? null : lost();
  if (!gone) return;
  const root = document.getElementById("screen");
  const isMuch = gone.acts + gone.photos > 0;
  root.prepend(part("lost", { text: isMuch ? say("lost-acts", { ...gone, date: day(gone.since) }) : say("lost-nothing") }));
  root.querySelector('[data-act="understood"]').addEventListener("click", (event) => {
    unmark();
    event.target.closest(".notice").remove();
  });
}

/** Ask for a sign-in, or enroll this phone for whoever is signed in. */
export async function first(db, open) {
  await begin(db, open);
  await told(db);
}

async function begin(db, open) {
  if (!globalThis.isSecureContext) {
    show(part("first", { why: say("insecure") }));
    return;
  }
  let whole;
  try {
    whole = await ask("/field/bootstrap");
  } catch (error) {
    if (!(error instanceof Unheard)) throw error;
    const quiet = error.reason === "signed-out";
    show(part("first", { why: quiet ? "" : say(`sync-${error.reason}`) }));
    return;
  }
  const { account } = whole;
  const known = await db.get("locks", account.id);
  if (known) {
    await unlock(db, open);
    return;
  }
  const form = show(part("enroll")).querySelector("form");
  form.label.value = navigator.userAgentData?.platform || navigator.platform || "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[data-wrong]");
    const { label, pin, again } = Object.fromEntries(new FormData(form));
    wrong.textContent = "";
    if (pin.length < PIN_LENGTH) wrong.textContent = say("pin-short");
    else if (pin !== again) wrong.textContent = say("pin-differs");
    if (wrong.textContent) return;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      await navigator.storage?.persist?.();
      const device = await tell("/field/devices", { label, public_key: null });
      const { lock, key } = await newLock(pin, stretch);
      const store = new Store(db, account.id, key);
      await store.keep(partsOf(whole));
      await db.put("locks", { ...lock, key: account.id, name: account.name, device: device.id });
      await open(store, device.id);
    } catch (error) {
      wrong.textContent = error.answer?.sentence ?? say(`sync-${error.reason ?? "failed"}`);
      if (!(error instanceof Unheard)) throw error;
    } finally {
      button.disabled = false;
    }
  });
}

const beside = (account) => `kentongan-tries:${account}`;

function besideOf(account) {
  return JSON.parse(localStorage.getItem(beside(account)) ?? "null") ?? { tries: 0, until: 0 };
}

/** Change a lock; a full phone writes its tries beside, or nobody could open it any more. */
async function write(db, lock) {
  try {
    await db.put("locks", lock);
    localStorage.removeItem(beside(lock.key));
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    localStorage.setItem(beside(lock.key), JSON.stringify({ tries: lock.tries, until: lock.until }));
  }
}

/** Count a try before it is made: closing the app does not give it back. */
function counted(db, account, now) {
  return navigator.locks.request(`kentongan-tries:${account}`, async () => {
    const kept = await db.get("locks", account);
    const aside = besideOf(account);
    const lock = aside.tries > kept.tries ? { ...kept, ...aside } : kept;
    // A clock that was set back must not lock anybody out for longer than the pause itself.
    const wait = Math.min(lock.until - now, pause(lock.tries));
    if (wait > 0) return { lock, wait };
    const tries = lock.tries + 1;
    const later = { ...lock, tries, until: now + pause(tries) };
    await write(db, later);
    return { lock: later, wait: 0 };
  });
}

/** Ask for the PIN of one of the accounts that use this phone. */
export async function unlock(db, open) {
  const locks = await db.getAll("locks");
  const form = show(part("unlock")).querySelector("form");
  form.who.replaceChildren(...locks.map((one) => new Option(one.name, one.key)));
  form.who.closest(".field").hidden = locks.length < 2;
  form.pin.focus();
  const handing = document.querySelector("[data-hand]");
  const offer = async () => {
    const rows = (await handable(db, form.who.value)).filter((row) => !row.mine);
    handing.hidden = !rows.length;
    handing.querySelector("[data-text]").textContent = say("locked-acts", { n: rows.length });
    handing.querySelector("button").onclick = () => saveSealed(rows, form.who.value, locks.find((one) => one.key === form.who.value).device);
  };
  form.who.addEventListener("change", offer);
  await offer();
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[data-wrong]");
    if (button.disabled) return;
    button.disabled = true;
    wrong.textContent = "";
    try {
      const { lock, wait } = await counted(db, form.who.value, Date.now());
      if (wait) {
        wrong.textContent = say("pin-pause", { n: Math.ceil(wait / 1000) });
        return;
      }
      const key = await unlocked(lock, form.pin.value, stretch);
      if (key) {
        localStorage.removeItem(beside(lock.key));
        await write(db, { ...lock, tries: 0, until: 0 });
        await open(new Store(db, lock.key, key), lock.device);
        return;
      }
      form.pin.value = "";
      const left = TRIES_BEFORE_WIPE - lock.tries;
      wrong.textContent = left > 0 && left <= 5 ? say("pin-left", { n: left }) : say("pin-wrong");
      if (left <= 0) {
        await wipe(db, lock.key);
        wrong.textContent = say("pin-wiped");
        await offer();
      }
    } catch (error) {
      wrong.textContent = say("sync-failed");
      throw error;
    } finally {
      button.disabled = false;
    }
  });
}
