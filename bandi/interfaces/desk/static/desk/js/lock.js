/**
 * Covers the page when nobody was there for as long as the server allows, so that no record stays on an abandoned screen.
 *
 * On the body: data-idle-seconds. The server locks by itself; the cover only hides what is already drawn, and what was typed stays
 * beneath it. The button leads to the question who is there, in a window of its own: the page beneath waits, and is uncovered when
 * one comes back to it and the server no longer sends its visitors to that question.
 */

const idleMs = Number(document.body.dataset.idleSeconds) * 1000;
const cover = document.querySelector("[data-lock-cover]");
let last = Date.now();

for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  document.addEventListener(kind, () => { if (!cover?.open) last = Date.now(); }, { passive: true });
}

if (idleMs && cover) {
  window.setInterval(() => { if (!cover.open && Date.now() - last > idleMs) cover.showModal(); }, 5000);
  cover.addEventListener("cancel", (event) => event.preventDefault());
}

async function uncover() {
  if (!cover?.open || document.visibilityState !== "visible") return;
  const answer = await fetch(window.location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (!answer || answer.type === "opaqueredirect") return;
  last = Date.now();
  cover.close();
}
document.addEventListener("visibilitychange", uncover);
window.addEventListener("focus", uncover);

/* A page that keeps a form sends it on by itself after the question was answered. */
document.querySelector("form[data-send-now]")?.submit();
