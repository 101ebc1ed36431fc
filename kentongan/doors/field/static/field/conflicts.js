// Two versions of one visit: what stands against what, and what comes of a person's choice.
// Plain arithmetic; the words are somebody else's.

const TIED = [
  ["date", "time", "tz", "weekday_as_written"],
  ["kind", "inspection"],
  ["attendees", "attendee_count"],
];

const groupOf = (property) => TIED.find((names) => names.includes(property)) ?? [property];

/** Conflicts that one choice decides together: [{name, rows}], in the order given. */
export function grouped(conflicts) {
  const groups = new Map();
  for (const row of conflicts) {
    const [name] = groupOf(row.property);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([name, rows]) => ({ name, rows }));
}

/** The body to send once `picks` ({group: "yours"|"now"}) are made; null where nothing of it is left. */
export function decided(body, answer, picks) {
  const changes = { ...body.changes };
  for (const { name, rows } of grouped(answer.conflicts)) {
    if (picks[name] === "yours") continue;
    for (const tied of groupOf(rows[0].property)) delete changes[tied];
  }
  if (!Object.keys(changes).length) return null;
  return { ...body, base_version: answer.version, changes };
}

/** Whether each conflict was decided. */
export function isDecided(conflicts, picks) {
  return grouped(conflicts).every(({ name }) => picks[name] === "yours" || picks[name] === "now");
}

const listed = (value) => (Array.isArray(value) ? value : []);

/** The lines in which a value is told, given `words` for what are codes. */
export function lines(property, value, words) {
  if (value === null || value === undefined || value === "") return [];
  if (property === "inspection") return listed(value.items).map(({ item, state }) => `${words.item(item)}: ${words.state(state)}`);
  if (property === "date") return [words.date(value)];
  if (property === "kind") return [words.kind(value)];
  if (property === "attendees") return listed(value).map(({ name, role, count }) => [count, name || role].filter(Boolean).join(" "));
  if (property === "follow_ups") return listed(value).map(({ text, answers, due }) => [text, answers, due && words.date(due)].filter(Boolean).join(" · "));
  if (Array.isArray(value)) return value.map((one) => (typeof one === "object" ? one.text ?? one.name ?? "" : String(one)));
  return [typeof value === "object" ? Object.values(value).filter((one) => typeof one !== "object").join(" ") : String(value)];
}

/** Both versions in lines, without the lines that say the same. */
export function apart({ property, now, yours }, words) {
  const [there, here] = [lines(property, now, words), lines(property, yours, words)];
  const onlyIn = (some, others) => some.filter((line) => !others.includes(line));
  return { now: onlyIn(there, here), yours: onlyIn(here, there) };
}
