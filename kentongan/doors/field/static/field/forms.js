// A form that survives: every stroke is kept, sealed, and comes back after any end.
import { part } from "./drawing.js";
import { Saver } from "./saver.js";

const controls = (row, n) => {
  for (const spot of row.querySelectorAll("[data-name]")) {
    const name = `${spot.dataset.name}.${n}`;
    Object.assign(spot, { name, id: name });
    row.querySelector(`label[data-for="${spot.dataset.name}"]`)?.setAttribute("for", name);
  }
};

/** Rows of one kind that a form may have any number of; the first is always there. */
class Rows {
  #next = 0;

  constructor(form, spot) {
    this.spot = spot;
    this.name = spot.dataset.rows;
    form.querySelector(`[data-add="${this.name}"]`)?.addEventListener("click", () => this.add().querySelector("input, textarea").focus());
  }

  add() {
    const row = part(`${this.name}-row`).firstElementChild;
    controls(row, this.#next);
    this.#next += 1;
    this.spot.append(row);
    return row;
  }

  /** As many rows as the entries have, in their order. */
  fit(entries) {
    const numbers = Object.keys(entries)
      .filter((key) => key.startsWith(`${this.name}.`))
      .map((key) => Number(key.slice(this.name.length + 1)));
    for (let n = 0; n <= Math.max(0, ...numbers); n += 1) this.add();
  }
}

function restore(form, entries) {
  for (const control of form.elements) {
    if (control.type === "radio") control.checked = entries[control.name] === control.value;
    else if (control.type === "checkbox") control.checked = Boolean(entries[control.name]);
    else if (control.name && control.name in entries) control.value = entries[control.name];
  }
}

/** What stands in the form, by name; files are kept elsewhere. */
export function told(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

/**
 * Bind a form to its draft. `draft` holds {entries, …}; whoever changes it calls `keep`;
 * `before` sees the entries before they are written.
 * `finish(make)` makes an act out of it, and drops the draft in the same step.
 */
export function keptForm(app, form, { name, draft, before = null }) {
  const { store, leaving } = app;
  for (const spot of form.querySelectorAll("[data-rows]")) new Rows(form, spot).fit(draft.entries);
  restore(form, draft.entries);
  const saver = new Saver(() => {
    draft.entries = told(form);
    before?.(draft.entries);
    return store.keepDraft(name, draft);
  });
  const keep = () => app.careful(() => saver.save());
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  const wrong = form.querySelector("[data-wrong]");
  const button = form.querySelector("button:not([type=button])");
  // Going elsewhere ends it: a form that is gone must not write its draft again.
  leaving.addEventListener("abort", () => app.ending.push(saver.end()));

  async function finish(make) {
    if (button.disabled) return;
    button.disabled = true;
    wrong.textContent = "";
    const made = make(told(form));
    if (typeof made === "string") {
      wrong.textContent = made;
      button.disabled = false;
      return;
    }
    await saver.end();
    const kept = await app.careful(() => store.add(made, name));
    if (kept) return void app.kept({ isLeft: leaving.aborted });
    saver.resume();
    button.disabled = false;
  }
  return { keep, finish, told: () => told(form) };
}
