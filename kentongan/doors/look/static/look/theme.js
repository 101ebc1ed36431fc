// Changes the scheme at once; without this file the form's own answer does it.
const YEAR_S = 365 * 24 * 3600;
const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const chosen = event.submitter;
  if (!event.target.matches("[data-theme-form]") || !chosen) return;
  event.preventDefault();
  const theme = chosen.value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `tema=${theme}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
  for (const button of event.target.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
});

// An open menu closes by Escape or by a touch elsewhere.
const open = () => document.querySelectorAll(".menu[open], .nav-more details[open]");
document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
