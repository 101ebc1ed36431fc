// From what was tapped and typed to the exchange format and back. Plain arithmetic.
//
// Entries are flat, as a form gives them: `heard.0`, `came_role.1`, `item_lamp`.
const ZONES = { 420: "WIB", 480: "WITA", 540: "WIT" };
const QUICK = "kentongan.quick/1";
export const SPOTS = ["post", "home", "elsewhere"];

const text = (value) => (value ?? "").trim();

/** The local date and time of a moment, by the phone's own clock. */
export function localNow(now) {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

/** The numbers of the rows of a group that hold anything, in their order. */
export function rowsOf(told, name) {
  const numbers = Object.keys(told)
    .filter((key) => key.startsWith(`${name}.`) && text(told[key]))
    .map((key) => Number(key.slice(name.length + 1)));
  return numbers.sort((a, b) => a - b);
}

const information = (told) => rowsOf(told, "heard").map((n) => ({ text: text(told[`heard.${n}`]) }));

function promised(told) {
  return rowsOf(told, "pledge").map((n) => ({
    text: text(told[`pledge.${n}`]),
    answers: text(told[`answers.${n}`]) || null,
    due: told[`due.${n}`] || null,
  }));
}

function attendees(told) {
  return rowsOf(told, "came").map((n) => {
    const count = Number(told[`count.${n}`]) || 0;
    return { role: text(told[`came.${n}`]), ...(count > 1 ? { count } : {}) };
  });
}

function inspection(told, sheet) {
  const items = Object.entries(told)
    .filter(([name, value]) => name.startsWith("item_") && value)
    .map(([name, state]) => ({ item: name.slice(5), state }));
  const isFull = items.some(({ item }) => sheet.full.has(item));
  return items.length ? { sheet: isFull ? sheet.version : QUICK, items } : null;
}

/** What was told besides where it was, by property of the exchange format; empty ones left out. */
function facts(told, { sheet, offset }) {
  const found = { date: told.date };
  if (told.time) Object.assign(found, { time: told.time, tz: ZONES[-offset] ?? null });
  const parts = { inspection: inspection(told, sheet), information: information(told), follow_ups: promised(told), attendees: attendees(told) };
  for (const [name, value] of Object.entries(parts)) if (Array.isArray(value) ? value.length : value) found[name] = value;
  if (told.residents) found.attendee_count = Number(told.residents);
  if (text(told.outcome)) found.outcome = text(told.outcome);
  return found;
}

/** The body of a visit.record. `told` are the form's entries; only what was said is in. */
export function bodyOf(told, { id, post, sheet, offset, position, spots = {} }) {
  const { date, ...rest } = facts(told, { sheet, offset });
  const place = position ? { lon: position.lon, lat: position.lat } : {};
  if (spots[told.spot]) place.spot = spots[told.spot];
  const kind = !rest.inspection && told.spot === "home" ? "door_to_door" : "post_inspection";
  const body = { format: "kentongan.visit/1", id, kind, date, place, post, ...rest };
  if (position) body.accuracy_m = position.accuracy;
  return body;
}

/** Whether anything was told that is worth a visit. */
export function saysAnything(body) {
  return Boolean(body.inspection || body.outcome || body.information || body.follow_ups);
}

/** The form's entries out of a body: of one that was refused, or that is corrected. */
export function entriesOf(body, spots = {}) {
  const told = { date: body.date, time: body.time ?? "", residents: body.attendee_count?.toString() ?? "", outcome: body.outcome ?? "" };
  for (const { item, state } of body.inspection?.items ?? []) told[`item_${item}`] = state;
  (body.information ?? []).forEach((one, n) => (told[`heard.${n}`] = one.text));
  (body.follow_ups ?? []).forEach((one, n) => {
    Object.assign(told, { [`pledge.${n}`]: one.text, [`answers.${n}`]: one.answers ?? "", [`due.${n}`]: one.due ?? "" });
  });
  (body.attendees ?? []).forEach((one, n) => {
    Object.assign(told, { [`came.${n}`]: one.role ?? one.name ?? "", [`count.${n}`]: one.count?.toString() ?? "" });
  });
  const spot = SPOTS.find((name) => spots[name] && spots[name] === body.place?.spot);
  return spot ? { ...told, spot } : told;
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What a correction changes: whole new values of what differs; `only` names what the form shows. */
export function changesOf(body, told, { sheet, offset, only }) {
  const now = facts(told, { sheet, offset });
  const changes = {};
  for (const name of only) {
    if (name === "inspection" && body.inspection && now.inspection) {
      // scores and notes that this form does not show stay with their items
      const before = new Map(body.inspection.items.map((one) => [one.item, one]));
      const items = now.inspection.items.map((one) => (before.get(one.item)?.state === one.state ? before.get(one.item) : one));
      if (!same(sorted(items), sorted(body.inspection.items))) changes.inspection = { sheet: body.inspection.sheet, items };
    } else if (name === "tz" && now.tz === null && body.tz) continue; // the phone is in no zone of ours
    else if (!same(now[name], body[name])) changes[name] = now[name] ?? null;
  }
  if (!("time" in changes)) delete changes.tz;
  return changes;
}

const sorted = (items) => [...items].sort((a, b) => (a.item < b.item ? -1 : 1));

/** A body with changes laid over it. */
export function corrected(body, changes) {
  return { ...body, ...changes };
}
