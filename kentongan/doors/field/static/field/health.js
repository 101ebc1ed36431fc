// What may go wrong with the phone itself: its store emptied, its clock, its room.
const MARK = "kentongan_kept";
const CLOCK_WRONG = 10 * 60_000;
const YEAR = 400 * 86_400;

/** Read a mark out of a cookie line: {acts, photos, since} or null. */
export function markIn(cookies) {
  const found = cookies.split("; ").find((one) => one.startsWith(`${MARK}=`));
  if (!found) return null;
  const [acts, photos, since] = found.slice(MARK.length + 1).split("_");
  return { acts: Number(acts) || 0, photos: Number(photos) || 0, since: since || null };
}

/** A mark as a cookie line. It names nobody: two counts and a day. */
export function cookieOf({ acts, photos, since }, isSecure) {
  const value = [acts, photos, since?.slice(0, 10) ?? ""].join("_");
  return `${MARK}=${value}; Path=/field/; Max-Age=${YEAR}; SameSite=Strict${isSecure ? "; Secure" : ""}`;
}

// A browser that runs out of room empties the whole store of a site, but not its cookies.
// So the cookie knows what lay here, and its absence is told instead of an empty list.
export function mark(counts) {
  document.cookie = cookieOf(counts, location.protocol === "https:");
}

/** What was lost with an emptied store; null where nothing was. */
export function lost() {
  return markIn(document.cookie);
}

/** The store is empty because somebody emptied it here. */
export function unmark() {
  document.cookie = `${MARK}=; Path=/field/; Max-Age=0`;
}

/** How far the clock is off, as a count and a unit; null where it is right enough. */
export function clockOff(ahead) {
  const off = Math.abs(ahead ?? 0);
  if (off < CLOCK_WRONG) return null;
  const units = [["year", 31_557_600_000], ["month", 2_629_800_000], ["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];
  const [unit, size] = units.find(([, one]) => off >= one);
  return { n: Math.round(off / size), unit, isAhead: ahead > 0 };
}
