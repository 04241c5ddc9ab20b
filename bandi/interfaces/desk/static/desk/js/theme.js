/** Switches between light and dark, and puts away what floats. The choice is a cookie: the server draws the next page in it. */

const YEAR_SECONDS = 31536000;

function shownTheme() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const theme = shownTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `bandi_theme=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
});

/* A floating message goes when it was read. */
document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".message").remove());

/* A menu closes when one clicks beside it or presses Escape; details alone would stay open. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open], details.dock-more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open], details.dock-more[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
