// Drawing: clones of the page's templates, filled with text and never with markup.
const wordsOf = () => JSON.parse(document.getElementById("words").textContent);
let words = null;

/** A sentence by its key, with `{name}`s filled in; `other` where there is none. */
export function say(key, given = {}, other = key) {
  words ??= wordsOf();
  return (words[key] ?? other).replace(/\{(\w+)\}/g, (_whole, name) => given[name] ?? "");
}

/** A date or a moment in the page's language. */
export function day(value, withTime = false) {
  if (!value) return "";
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value);
  const form = { weekday: "long", day: "numeric", month: "long" };
  if (withTime) Object.assign(form, { hour: "2-digit", minute: "2-digit" });
  if (isDate) form.timeZone = "UTC";
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(value));
}

/** A night by the day that follows it, as people call it: malam Rabu (Selasa 24/11). */
export function nightName(date) {
  const { lang } = document.documentElement;
  const first = new Date(`${date}T00:00:00Z`);
  const next = new Date(first.getTime() + 86_400_000);
  const told = (form, value) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...form }).format(value);
  const day = `${told({ weekday: "long" }, first)} ${told({ day: "numeric", month: "numeric" }, first)}`;
  return say("night-name", { next: told({ weekday: "long" }, next), day });
}

/** The time of a moment by the phone's own clock. */
export function clock(value) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(value));
}

/** The words of a label in the page's language. */
export function inWords(label) {
  return label[document.documentElement.lang] ?? label.id;
}

/** Fill a part: `{name: text}` into data-text, `{link}` into data-link. */
export function fill(root, given) {
  for (const [name, value] of Object.entries(given)) {
    for (const spot of root.querySelectorAll(`[data-text="${name}"]`)) spot.textContent = value ?? "";
    for (const part of root.querySelectorAll(`[data-if="${name}"]`)) part.hidden = !value;
  }
  if (given.link) for (const spot of root.querySelectorAll("[data-link]")) spot.href = given.link;
  return root;
}

/** A new part out of a template. */
export function part(name, given = {}) {
  return fill(document.getElementById(name).content.cloneNode(true), given);
}

/** Put parts in a list; an empty one says so. */
export function list(root, name, parts) {
  const spot = root.querySelector(`[data-list="${name}"]`);
  spot.replaceChildren(...(parts.length || !spot.matches(".rows") ? parts : [part("empty-row")]));
}

let shown = null;

/** Show a screen; its heading is read out and the top of it is seen. One drawn anew stays where it is. */
export function show(screen, { keepPlace = false } = {}) {
  const spot = document.getElementById("screen");
  const isSame = keepPlace && shown === location.hash;
  const open = isSame ? [...spot.querySelectorAll("details")].map((one) => one.open) : [];
  spot.replaceChildren(screen);
  shown = location.hash;
  if (isSame) {
    [...spot.querySelectorAll("details")].forEach((one, n) => (one.open ||= Boolean(open[n])));
    return spot;
  }
  document.getElementById("isi").focus({ preventScroll: true });
  scrollTo(0, 0);
  return spot;
}
