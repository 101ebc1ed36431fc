// Laying what changed over what is here. Plain arithmetic.

/** Rows with what changed put in and what is gone taken out. */
export function merged(rows, put = [], gone = []) {
  const away = new Set([...gone, ...put.map((row) => row.id)]);
  return [...rows.filter((row) => !away.has(row.id)), ...put];
}
