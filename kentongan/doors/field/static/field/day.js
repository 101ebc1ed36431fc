// Today: what was begun, what residents wait for, which post waits longest.
import { day, list, part, say, show } from "./drawing.js";
import { answeredHere, promiseRow } from "./promises.js";

const MOST = 5;

function greeting(now) {
  const hour = now.getHours();
  if (hour < 4 || hour >= 18) return "evening";
  if (hour < 11) return "morning";
  return hour < 15 ? "noon" : "afternoon";
}

function sinceOf(post) {
  if (!post.last_visited_at) return say("never-visited");
  return post.quiet_days ? say("quiet", { n: post.quiet_days }) : say("visited-today");
}

/** A post as a row; with a button that begins a visit where it waits for one. */
export function postRow(post, { withAct = false } = {}) {
  const since = sinceOf(post);
  const row = part("post-row", {
    title: post.name,
    meta: post.full_name,
    since: post.is_full_due ? `${since} · ${say("full-due")}` : since,
    link: `#/post/${post.id}`,
    begin: withAct,
  });
  row.querySelector("[data-begin]").href = `#/visit/${post.id}`;
  return row;
}

/** A visit as a row, under the name of its post. */
export function visitRow(one, posts) {
  return part("row", {
    title: posts.get(one.post_id)?.name ?? say("act-visit.record"),
    meta: [day(one.date), one.question || one.outcome].filter(Boolean).join(" · "),
    link: `#/told/${one.id}`,
  });
}

/** The visits that the server told of, and those told from here that it did not repeat yet. */
async function visitsOf(store) {
  const [rows, told] = await Promise.all([store.replica("visits"), store.replica("told")]);
  const known = new Set(rows.map((one) => one.id));
  const fresh = Object.values(told ?? {}).filter(({ body }) => !known.has(body.id));
  const all = [...fresh.map(({ body }) => ({ id: body.id, date: body.date, post_id: body.post, outcome: body.outcome })), ...rows];
  return all.sort((a, b) => b.date.localeCompare(a.date) || b.id.localeCompare(a.id));
}

const DRAFTS = { visit: "visit", answer: "promise", correction: "told" };

async function begunRows(store, posts) {
  const rows = [];
  for (const name of await store.begun()) {
    const [kind, id] = name.split("/");
    const link = DRAFTS[kind];
    if (!link) continue;
    const post = posts.get(id)?.name;
    rows.push(part("row", { title: say(`begun-${kind}`, { name: post ?? "" }), meta: say("begun"), link: kind === "visit" && !post ? `#/again/${id}` : `#/${link}/${id}` }));
  }
  return rows;
}

function section(screen, name, rows) {
  screen.querySelector(`[data-section="${name}"]`).hidden = !rows.length;
  list(screen, name, rows);
}

export async function dayScreen({ store }) {
  const names = ["posts", "plan", "meta", "follow_ups"];
  const [rows, plan, meta, promises] = await Promise.all(names.map((name) => store.replica(name)));
  const visits = await visitsOf(store);
  const posts = new Map(rows.map((post) => [post.id, post]));
  const screen = part("day", {
    hello: say(`hello-${greeting(new Date())}`, { name: meta.account.name }),
    as_of: say("as-of", { date: day(meta.at, true) }),
    count: rows.length,
  });
  section(screen, "begun", await begunRows(store, posts));
  section(screen, "asked", visits.filter((one) => one.state === "asked").map((one) => visitRow(one, posts)));
  const waiting = answeredHere(await store.acts());
  const soon = promises.filter((one) => one.due).sort((a, b) => a.due.localeCompare(b.due));
  section(screen, "promises", soon.slice(0, MOST).map((one) => promiseRow(one, waiting)));
  const planned = plan.map((id) => posts.get(id)).filter(Boolean);
  section(screen, "plan", planned.slice(0, MOST).map((post) => postRow(post, { withAct: true })));
  const latest = visits.filter((one) => one.state !== "asked");
  section(screen, "visits", latest.slice(0, MOST).map((one) => visitRow(one, posts)));
  list(screen, "posts", rows.map((post) => postRow(post)));
  show(screen);
}

const strokes = ({ meaning, strokes: beaten }) => part("signal", { meaning: say(`signal-${meaning}`, {}, meaning), strokes: say(`strokes-${beaten}`, {}, beaten) });

/** One post: begin a visit, and all that is known of it here. */
export async function postScreen(app, id) {
  const names = ["posts", "follow_ups", "contacts"];
  const [posts, promises, contacts] = await Promise.all(names.map((name) => app.store.replica(name)));
  const post = posts.find((one) => one.id === id);
  if (!post) return app.leave("#/", say("left-reach"));
  const since = sinceOf(post);
  const screen = part("post", { name: post.name, place: post.full_name, since, full: post.is_full_due });
  screen.querySelector("[data-begin]").href = `#/visit/${post.id}`;
  const waiting = answeredHere(await app.store.acts());
  list(screen, "promises", promises.filter((one) => one.post === id).map((one) => promiseRow(one, waiting)));
  const told = (await visitsOf(app.store)).filter((one) => one.post_id === id);
  list(screen, "visits", told.map((one) => part("row", { title: day(one.date), meta: one.question || one.outcome, link: `#/told/${one.id}` })));
  section(screen, "signals", (post.signals ?? []).map(strokes));
  const near = contacts.filter((one) => post.full_name.startsWith(one.place.split(",")[0]) || post.full_name.includes(one.place));
  section(screen, "contacts", near.map((one) => part("plain-row", { title: say(`role-${one.role}`, {}, one.role), meta: one.place })));
  show(screen);
  return null;
}
