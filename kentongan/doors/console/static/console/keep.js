/**
 * Keeps what is being typed on this device until the server has it, so that a lost
 * signal or a closed page costs nothing. Photos cannot be kept this way.
 *
 * One draft a form and address. It is dropped on the page that follows a sent form, when
 * another account opens a form on this device, and after a week.
 */
const WEEK = 7 * 24 * 3600 * 1000;
const SENT = "keep:sent";
const form = document.querySelector("form[data-keep]");
const name = (form) => `keep:${form.dataset.keep}:${location.pathname}${location.search}`;
const left = new Set(["csrfmiddlewaretoken"]);

function told(form) {
  return [...new FormData(form)].filter(([key, value]) => typeof value === "string" && !left.has(key));
}

function restore(form, entries) {
  for (const control of form.elements) {
    if (!control.name || control.type === "file" || left.has(control.name)) continue;
    const values = entries.filter(([key]) => key === control.name).map(([, value]) => value);
    const isChoice = control.type === "radio" || control.type === "checkbox";
    const changes = isChoice ? values.includes(control.value) : values.length && values[0] !== control.value;
    if (isChoice) control.checked = changes;
    else if (values.length) control.value = values[0];
    // What was typed in a folded part must be seen again.
    for (let part = control; changes && part; part = part.parentElement.closest("details")) {
      if (part.tagName === "DETAILS") part.open = true;
    }
  }
}

function drop(ofOthers) {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith("keep:"))) {
    const { at = 0 } = JSON.parse(localStorage.getItem(key)) ?? {};
    if (Date.now() - at > WEEK || ofOthers(key)) localStorage.removeItem(key);
  }
}

if (!form) {
  localStorage.removeItem(sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
} else {
  drop((key) => !key.startsWith(`keep:${form.dataset.keep}:`));
  const key = name(form);
  const kept = localStorage.getItem(key);
  // What the server sent back with its errors is newer than what is kept here.
  if (kept && !form.querySelector('[role="alert"], [aria-invalid="true"]')) restore(form, JSON.parse(kept).told);
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ at: Date.now(), told: told(form) })));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}
