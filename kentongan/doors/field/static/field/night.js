// A night at one's own post, as plain arithmetic: which one it is, and who is noted.
const EARLIEST = 2 * 3_600_000;
const STAYS = 6 * 3_600_000;

/** The night that is kept now, or the next one; null where none is known. */
export function currentNight(nights, now) {
  return nights.find((one) => now < Date.parse(one.ends_at) + STAYS) ?? null;
}

/** Whether people can be noted: "early", "on" or "after" its hours. */
export function phase(night, now) {
  if (now < Date.parse(night.begins_at) - EARLIEST) return "early";
  return now < Date.parse(night.ends_at) ? "on" : "after";
}

/** When somebody tapped now came: afterwards nobody knows, and the beginning is what counts. */
export function cameAt(night, now) {
  return new Date(phase(night, now) === "after" ? Date.parse(night.begins_at) : now).toISOString();
}

const ofNight = (act, post, night) => act.body.post === post && act.body.night === night.date;

/** Who is noted, on the server or on this phone: member to {done_at, stands_in_for, waits}. */
export function noted(night, post, acts) {
  const found = new Map(night.came.map((one) => [one.member, { ...one, waits: false }]));
  for (const act of acts) {
    if (act.kind !== "night.check_in_many" || act.state === "refused" || !ofNight(act, post, night)) continue;
    for (const one of act.body.check_ins) if (!found.has(one.member)) found.set(one.member, { ...one, waits: true });
  }
  return found;
}

/** Whether the night is over: said on the server, or here. */
export function isClosed(night, post, acts) {
  const here = acts.some((act) => act.kind === "night.close" && act.state !== "refused" && ofNight(act, post, night));
  return here || night.state === "closed";
}

/** What was written into the logbook here and waits. */
export function written(night, post, acts) {
  return acts.filter((act) => act.kind === "logbook.write" && ofNight(act, post, night)).map((act) => act.body.text);
}

/** The posts with the nights that changed; names stay as they came. */
export function withNights(watch, news = []) {
  const nights = new Map(news.map((one) => [one.post, one.nights]));
  return watch.map((one) => ({ ...one, nights: nights.get(one.post) ?? one.nights }));
}

/** Members of a night: those on duty in their order, then everybody else. */
export function peopleOf({ members }, night) {
  const names = new Map(members.map((one) => [one.id, one]));
  const due = night.due.map((id) => names.get(id)).filter(Boolean);
  return { due, others: members.filter((one) => !night.due.includes(one.id)) };
}
