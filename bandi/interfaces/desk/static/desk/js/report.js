/**
 * Live preview: while somebody writes, the form is posted and the answer replaces the preview beside it.
 *
 * On the form: data-preview-url and data-preview-target (a selector). The place one has scrolled to is kept; an answer that comes
 * after a newer question is thrown away.
 */

const DELAY_MS = 350;

function preview(form) {
  const target = document.querySelector(form.dataset.previewTarget);
  if (!target) return;
  let timer = 0;
  let request = null;

  async function ask() {
    if (request) request.abort();
    const current = new AbortController();
    request = current;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.previewUrl, {
        method: "POST", body: new FormData(form), signal: current.signal, headers: { "HX-Request": "true" }, credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const pane = target.closest(".split-pane") ?? target;
      const place = pane.scrollTop;
      target.innerHTML = await answer.text();
      pane.scrollTop = place;
      window.htmx?.process(target);
      target.classList.remove("is-stale");
    } catch (error) {
      if (error.name === "AbortError") return;
      target.classList.add("is-stale");
    }
    if (request === current) target.removeAttribute("aria-busy");
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY_MS);
  });
}

const seen = new WeakSet();

function begin() {
  for (const form of document.querySelectorAll("form[data-preview-url]")) {
    if (seen.has(form)) continue;
    seen.add(form);
    preview(form);
  }
}

begin();
document.addEventListener("htmx:afterSwap", begin);
