// How long to wait before the next try: twice as long each time, never for all at once.
const FIRST = 2_000;
const MOST = 5 * 60_000;

/** Milliseconds before try number `attempt` (from 1); jitter takes up to half off. */
export function delay(attempt, random = Math.random) {
  const whole = Math.min(MOST, FIRST * 2 ** Math.min(attempt - 1, 20));
  return Math.round(whole * (0.5 + random() / 2));
}
