// Asking the server, and knowing when somebody else answers in its place.

/** Why nothing was heard; `reason`: offline, portal, signed-out, change-password, revoked, server, refused. */
export class Unheard extends Error {
  constructor(reason, answer = null) {
    super(reason);
    this.reason = reason;
    this.answer = answer;
  }
}

/** Why an answer is none of our server's good ones; null where it is. */
export function verdict(status, type, body) {
  if (!type.includes("application/json")) return status >= 500 ? "server" : "portal";
  if (status === 401) return "signed-out";
  if (body?.code === "revoked" || body?.code === "change-password") return body.code;
  if (status >= 500 || status === 429) return "server";
  return status >= 400 ? "refused" : null;
}

const WITHIN = 45_000;
let ahead = null;

/** By how many milliseconds the phone's clock is ahead of the server's; null where not heard yet. */
export function clockAhead() {
  return ahead;
}

function compareClocks(answer) {
  const told = Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(told)) ahead = Date.now() - told;
}

/** The answer of an address as JSON. Throws `Unheard` where there is none. */
export async function ask(address, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  const how = { credentials: "same-origin", redirect: "manual", cache: "no-store" };
  let answer;
  let text;
  try {
    const signal = AbortSignal.timeout(WITHIN);
    answer = await fetch(address, { ...how, signal, ...options, headers });
    text = await answer.text();
  } catch {
    throw new Unheard("offline");
  }
  let body = null;
  let type = answer.headers.get("Content-Type") ?? "";
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    type = "";
  }
  const wrong = verdict(answer.status, type, body);
  if (wrong) throw new Unheard(wrong, body);
  compareClocks(answer); // a portal's clock says nothing
  return body;
}

/** A POST of JSON, with a token asked for right before. */
export async function tell(address, body) {
  const { token } = await ask("/field/csrf");
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return ask(address, { method: "POST", body: JSON.stringify(body), headers });
}
