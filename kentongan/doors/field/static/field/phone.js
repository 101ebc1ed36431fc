// This phone: whose it is, how safe, how full; other phones; and the way off it.
import { day, list, part, say, show } from "./drawing.js";
import { unmark } from "./health.js";
import { ask, tell, Unheard } from "./net.js";
import { atStake } from "./outbox.js";
import { takeOff } from "./store.js";

const act = (root, name) => root.querySelector(`[data-act="${name}"]`);
const kB = (bytes) => Math.ceil(bytes / 1000).toLocaleString(document.documentElement.lang);

async function drawDevices(app, root) {
  const spot = root.querySelector("[data-devices]");
  try {
    const { devices } = await ask("/field/devices");
    const rows = devices.filter((one) => !one.revoked_at).map((one) => deviceRow(app, root, one));
    list(root, "devices", rows);
    await app.store.keep({ phones: devices.map((one) => one.id) });
    app.sync.strangers = []; // now they are known
    spot.hidden = false;
  } catch (error) {
    if (!(error instanceof Unheard)) throw error;
    spot.hidden = true; // without signal nobody knows
  }
}

function deviceRow(app, root, one) {
  const isThis = one.id === app.sync.device;
  const screen = part("device", { title: one.label, meta: say("seen", { date: day(one.seen_at, true) }), this: isThis, other: !isThis });
  act(screen, "revoke").addEventListener("click", () => app.careful(async () => {
    await tell(`/field/devices/${one.id}/revoke`, {});
    await drawDevices(app, root);
  }));
  return screen;
}

export async function phoneScreen(app) {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const meta = await app.store.replica("meta");
  const root = show(part("phone", {
    name: meta?.account.name,
    office: "",
    evictable: !persisted,
    sizes: say("sizes", { used: kB(usage), free: kB(Math.max(0, quota - usage)) }),
    fresh: app.isNewerReady,
    passkey: await app.canPasskey?.(),
  }));
  act(root, "lock").addEventListener("click", () => location.reload());
  act(root, "renew").addEventListener("click", () => app.renew());
  act(root, "keep").addEventListener("click", async () => {
    const granted = await navigator.storage?.persist?.();
    app.tell(say(granted ? "persist-yes" : "persist-no"));
    await app.draw();
  });
  act(root, "passkey").addEventListener("click", () => app.careful(() => app.addPasskey()));
  act(root, "leave").addEventListener("click", async () => {
    const stake = atStake(await app.store.ids(), await app.store.photos(), app.handed);
    if (stake.acts + stake.photos) {
      root.querySelector("[data-wrong]").textContent = say("leave-refused", stake);
      return;
    }
    await takeOff(app.store.db, app.store.account);
    if (!(await app.store.db.count("locks"))) unmark();
    location.reload();
  });
  await drawDevices(app, root);
}
