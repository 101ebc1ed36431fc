// The ways in: a first sign-in with signal, a PIN for this phone, and unlocking by it.
import { part, say, show } from "./drawing.js";
import { ask, tell, Unheard } from "./net.js";
import { newLock, pause, PIN_LENGTH, TRIES_BEFORE_WIPE, unlocked } from "./seal.js";
import { Store, wipeReplica } from "./store.js";
import { stretch } from "./stretch.js";
import { partsOf } from "./sync.js";

/** Ask for a sign-in, or enroll this phone for whoever is signed in. */
export async function first(db, open) {
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

/** Count a try before it is made: closing the app does not give it back. */
async function counted(db, account, now) {
  const writing = db.transaction("locks", "readwrite");
  const lock = await writing.store.get(account);
  const wait = lock.until - now;
  if (wait > 0) {
    await writing.done;
    return { lock, wait };
  }
  const tries = lock.tries + 1;
  const later = { ...lock, tries, until: now + pause(tries) };
  writing.store.put(later);
  await writing.done;
  return { lock: later, wait: 0 };
}

/** Ask for the PIN of one of the accounts that use this phone. */
export async function unlock(db, open) {
  const locks = await db.getAll("locks");
  const form = show(part("unlock")).querySelector("form");
  form.who.replaceChildren(...locks.map((one) => new Option(one.name, one.key)));
  form.who.closest(".field").hidden = locks.length < 2;
  form.pin.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[data-wrong]");
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      const { lock, wait } = await counted(db, form.who.value, Date.now());
      if (wait) {
        wrong.textContent = say("pin-pause", { n: Math.ceil(wait / 1000) });
        return;
      }
      const key = await unlocked(lock, form.pin.value, stretch);
      if (key) {
        await db.put("locks", { ...lock, tries: 0, until: 0 });
        await open(new Store(db, lock.key, key), lock.device);
        return;
      }
      form.pin.value = "";
      wrong.textContent = say("pin-wrong");
      if (lock.tries >= TRIES_BEFORE_WIPE) {
        await wipeReplica(db, lock.key);
        wrong.textContent = say("pin-wiped");
      }
    } finally {
      button.disabled = false;
    }
  });
}
