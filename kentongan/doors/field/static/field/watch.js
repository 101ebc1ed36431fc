// The watch: tonight's roster, names that are tapped, a line for the book, and the end.
import { clock, list, nightName, part, say, show } from "./drawing.js";
import { keptForm } from "./forms.js";
import { newId } from "./ids.js";
import { cameAt, currentNight, isClosed, noted, peopleOf, phase, written } from "./night.js";

const TICK = 60_000;

function hoursOf(night) {
  return say("night-hours", { from: clock(night.begins_at), to: clock(night.ends_at) });
}

const titleOf = (post, night) => [post.name, nightName(night.date)].join(", ");

function tapRow(one, there, isOpen) {
  const screen = part("member", { name: one.name, since: there ? say(there.waits ? "came-waits" : "came-at", { time: clock(there.done_at) }) : "" });
  const input = screen.querySelector("input");
  Object.assign(input, { name: `came.${one.id}`, checked: Boolean(there), disabled: Boolean(there) || !isOpen });
  return screen;
}

const tapped = (entries) => Object.keys(entries).filter((key) => key.startsWith("came.")).map((key) => key.slice(5));

function checkIns(entries, draft, night) {
  return tapped(entries).map((member) => {
    const seen = draft.seen[member] ?? { id: newId(), done_at: cameAt(night, Date.now()) };
    return { ...seen, member, stands_in_for: entries[`instead.${member}`] || null };
  });
}

/** Names and moments of taps, kept with the draft: a moment is that of the tap, not of the button. */
function remember(draft, entries, night) {
  const now = new Set(tapped(entries));
  for (const member of now) draft.seen[member] ??= { id: newId(), done_at: cameAt(night, Date.now()) };
  for (const member of Object.keys(draft.seen)) if (!now.has(member)) delete draft.seen[member];
}

function drawInstead(root, due, there) {
  for (const row of root.querySelectorAll("[data-list=others] li")) {
    const input = row.querySelector("input");
    const spot = row.querySelector("[data-instead]");
    const member = input.name.slice(5);
    const absent = due.filter((one) => !there.has(one.id));
    const select = spot.querySelector("select");
    select.name = `instead.${member}`;
    select.id = select.name;
    spot.querySelector("label").htmlFor = select.id;
    select.replaceChildren(new Option(say("instead-none"), ""), ...absent.map((one) => new Option(one.name, one.id)));
    const tell = () => (spot.hidden = !input.checked || input.disabled || !absent.length);
    input.addEventListener("change", tell);
    tell();
  }
}

/** Tonight at one's own post. */
export async function watchScreen(app, postId = null) {
  const { store } = app;
  const watch = await store.replica("watch");
  const post = watch.find((one) => one.post === postId) ?? watch[0];
  const night = currentNight(post.nights, Date.now());
  if (!night) return void show(part("no-night", { name: post.name }));
  const acts = await store.acts();
  const there = noted(night, post.post, acts);
  const now = phase(night, Date.now());
  const closed = isClosed(night, post.post, acts);
  const { due, others } = peopleOf(post, night);
  const screen = part("watch", {
    title: now === "after" ? say("last-night") : say("tonight"),
    meta: [post.name, nightName(night.date), hoursOf(night)].join(" · "),
    heads: say("night-heads", { n: there.size, due: due.length }),
    early: now === "early" ? say("night-early", { time: clock(new Date(Date.parse(night.begins_at) - 7_200_000).toISOString()) }) : "",
    after: now === "after" && !closed ? say("night-after") : "",
    closed: closed ? say("night-closed") : "",
    count: others.length,
    due: due.length,
    nobody: due.length ? "" : say("nobody-due"),
  });
  screen.querySelector("details").open = !due.length;
  const isOpen = now !== "early";
  list(screen, "due", due.map((one) => tapRow(one, there.get(one.id), isOpen)));
  list(screen, "others", others.map((one) => tapRow(one, there.get(one.id), isOpen)));
  list(screen, "written", written(night, post.post, acts).map((text) => part("line", { text })));
  const later = post.nights.filter((one) => one.date > night.date);
  list(screen, "later", later.map((one) => laterRow(post, one)));
  const root = show(screen);
  const about = { post: post.post, night: night.date };
  await checkInForm(app, root, { post, night, due, there, about });
  await bookForm(app, root, { post, night, about });
  const close = root.querySelector("[data-act=close]");
  close.disabled = closed || !there.size;
  close.addEventListener("click", () => app.careful(async () => {
    const made = { id: newId(), kind: "night.close", body: about, done_at: new Date().toISOString(), title: titleOf(post, night) };
    await store.add(made);
    app.kept();
  }));
  const timer = setInterval(() => phase(night, Date.now()) !== now && app.draw(), TICK);
  app.leaving.addEventListener("abort", () => clearInterval(timer));
}

function laterRow(post, night) {
  const { due } = peopleOf(post, night);
  return part("plain-row", { title: [nightName(night.date), hoursOf(night)].join(" · "), meta: due.map((one) => one.name).join(", ") || say("nobody-due") });
}

async function checkInForm(app, root, { post, night, due, there, about }) {
  const form = root.querySelector("form[data-form=came]");
  const name = `night/${post.post}/${night.date}`;
  const draft = (await app.store.draft(name)) ?? { act: newId(), seen: {}, entries: {} };
  drawInstead(root, due, there);
  const kept = keptForm(app, form, { name, draft, before: (entries) => remember(draft, entries, night) });
  for (const input of form.querySelectorAll("input:disabled")) input.checked = there.has(input.name.slice(5));
  drawInstead(root, due, there);
  const button = form.querySelector(".act-bar .btn");
  const count = () => {
    const n = tapped(kept.told()).length;
    button.querySelector("span").textContent = n ? say("note-them", { n }) : say("tap-names");
    button.disabled = !n;
  };
  form.addEventListener("change", count);
  count();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish((entries) => {
      const body = { ...about, check_ins: checkIns(entries, draft, night) };
      return { id: draft.act, kind: "night.check_in_many", body, done_at: new Date().toISOString(), title: titleOf(post, night) };
    });
  });
}

async function bookForm(app, root, { post, night, about }) {
  const form = root.querySelector("form[data-form=book]");
  const name = `book/${post.post}/${night.date}`;
  const draft = (await app.store.draft(name)) ?? { act: newId(), entries: {} };
  const kept = keptForm(app, form, { name, draft });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish((told) => {
      const text = told.text.trim();
      if (!text) return say("line-empty");
      return { id: draft.act, kind: "logbook.write", body: { ...about, text }, done_at: new Date().toISOString(), title: titleOf(post, night) };
    });
  });
}

/** A line for the book that was refused, once more. */
export async function lineScreen(app, refused) {
  const name = `line/${refused.id}`;
  const draft = (await app.store.draft(name)) ?? { entries: { text: refused.body.text } };
  const root = show(part("line-again", { title: refused.title, sentence: refused.answer?.sentence }));
  const form = root.querySelector("form");
  const kept = keptForm(app, form, { name, draft });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    kept.finish(({ text }) => (text.trim() ? { ...refused, body: { ...refused.body, text: text.trim() } } : say("line-empty")));
  });
}
