// Which address shows which screen, and under which tab it stands.
import { correctionOf } from "./again.js";
import { toldScreen } from "./correcting.js";
import { dayScreen, postRow, postScreen } from "./day.js";
import { decideScreen } from "./decide.js";
import { list, part, show } from "./drawing.js";
import { draw } from "./map.js";
import { outboxScreen } from "./outbox-screen.js";
import { phoneScreen } from "./phone.js";
import { promiseScreen, promisesScreen } from "./promises.js";
import { postOf } from "./scan.js";
import { visitScreen } from "./visit.js";
import { watchScreen } from "./watch.js";

/** The first screen: tonight for who keeps watch, today for everybody else. */
async function firstScreen(app) {
  const watch = (await app.store.replica("watch")) ?? [];
  return watch.length ? watchScreen(app) : dayScreen(app);
}

async function mapScreen(app) {
  const [posts, outlines] = await Promise.all([app.store.replica("posts"), app.store.replica("outlines")]);
  const screen = part("map");
  list(screen, "posts", posts.map((post) => postRow(post)));
  const root = show(screen);
  const form = root.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const post = postOf(posts, form.code.value);
    if (post) location.hash = `#/visit/${post.id}`;
    else root.querySelector("[data-wrong]").hidden = false;
  });
  await draw(root.querySelector("[data-map]"), outlines, posts, (post) => {
    location.hash = `#/post/${post.id}`;
  });
}

const SCREENS = {
  "": firstScreen,
  watch: watchScreen,
  post: postScreen,
  visit: visitScreen,
  again: correctionOf,
  told: toldScreen,
  promises: promisesScreen,
  promise: promiseScreen,
  map: mapScreen,
  outbox: outboxScreen,
  decide: async (app, id) => {
    const act = (await app.store.acts()).find((one) => one.id === id);
    return act?.answer?.conflicts ? decideScreen(app, act) : outboxScreen(app);
  },
  phone: phoneScreen,
};

const TABS = { promises: "#/promises", promise: "#/promises", map: "#/map", outbox: "#/outbox", decide: "#/outbox", again: "#/outbox", phone: "#/phone" };

/** Show the screen of an address, under the tabs of whoever opened the phone. */
export async function open(app, name, id, more) {
  const isWatch = Boolean((await app.store.replica("watch"))?.length);
  for (const tab of document.querySelectorAll("[data-officer]")) tab.hidden = isWatch;
  for (const tab of document.querySelectorAll("[data-watch]")) tab.hidden = !isWatch;
  return (SCREENS[name] ?? firstScreen)(app, ...[id, more].filter(Boolean));
}

/** Under which tab a screen stands; today where none is named. */
export const tabOf = (name) => TABS[name];

/** Whether a screen only lists what the replica holds: it may be drawn anew at any time. */
export const isList = (name) => ["", "promises", "post"].includes(name);
