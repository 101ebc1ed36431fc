/**
 * Keeps what is being typed on this device until the server has it, so that a lost
 * signal or a closed page costs nothing. Photos cannot be kept this way.
 *
 * One draft a form and address. It is dropped when the form is sent and the page that
 * follows is another one, and when somebody signs out.
 */
const form = document.querySelector("form[data-keep]");
const name = (form) => `keep:${form.dataset.keep}:${location.pathname}${location.search}`;
const left = new Set(["csrfmiddlewaretoken"]);

function told(form) {
  return [...new FormData(form)].filter(([key, value]) => typeof value === "string" && !left.has(key));
}

function restore(form, entries) {
  for (const control of form.elements) {
    const values = entries.filter(([key]) => key === control.name).map(([, value]) => value);
    if (left.has(control.name) || control.type === "file" || !control.name) continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
}

const sent = sessionStorage.getItem("keep:sent");
if (sent && sent !== (form && name(form))) {
  localStorage.removeItem(sent);
  sessionStorage.removeItem("keep:sent");
}

if (form) {
  const key = name(form);
  const kept = localStorage.getItem(key);
  // What the server sent back with its errors is newer than what is kept here.
  if (kept && !form.querySelector('[role="alert"], [aria-invalid="true"]')) restore(form, JSON.parse(kept));
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(told(form))));
  form.addEventListener("submit", () => sessionStorage.setItem("keep:sent", key));
}
