/**
 * The command palette: Ctrl-K or Cmd-K opens it, arrows choose, Enter opens, Escape closes.
 *
 * The list comes from the server as a fragment of options; the keyboard stays in the field and the chosen option is named by
 * aria-activedescendant. While a Hangul syllable is being composed, Enter and the arrows belong to the input method.
 *
 * The words are posted, never in an address: they may be the name of somebody whom a log must not know. While names are still
 * being read the same is asked once more, quietly, until all are there.
 */

const DELAY_MS = 120;
const AGAIN_MS = 150;

const dialog = document.querySelector("[data-palette]");

if (dialog) {
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[data-palette-status]");
  let timer = 0;
  let request = null;
  let shownQuery = null;
  let opensWhenShown = false;
  let again = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    const before = chosen();
    if (before) before.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  async function show(query, isMore = false) {
    if (query === shownQuery && !isMore) return;
    if (request) request.abort();
    clearTimeout(again);
    request = new AbortController();
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    const body = new URLSearchParams(isMore ? { q: query, more: "1" } : { q: query });
    try {
      const headers = { "HX-Request": "true", "X-CSRFToken": token };
      const answer = await fetch(dialog.dataset.url, { method: "POST", body, signal: request.signal, headers, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      if (answer.status === 204) {
        again = setTimeout(() => askAgain(query), AGAIN_MS);
        return;
      }
      list.innerHTML = await answer.text();
      shownQuery = query;
      list.scrollTop = 0;
      if (list.querySelector("[data-palette-more]")) again = setTimeout(() => askAgain(query), AGAIN_MS);
      choose(options()[0]);
      status.textContent = String(options().length);
      if (opensWhenShown) openChosen();
    } catch (error) {
      if (error.name === "AbortError") return;
      opensWhenShown = false;
      window.location.assign(document.querySelector("[data-palette-open]").href);
    }
  }

  function askAgain(query) {
    if (dialog.open && field.value.trim() === query) show(query, true);
  }

  function openChosen() {
    opensWhenShown = false;
    const option = chosen();
    if (option) window.location.assign(option.href);
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    field.value = "";
    shownQuery = null;
    field.focus();
    show("");
  }

  function move(step) {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[(at + step + all.length) % all.length]);
  }

  document.addEventListener("keydown", (event) => {
    const isLatin = /^[a-z]$/i.test(event.key);
    const isK = isLatin ? event.key.toLowerCase() === "k" : event.code === "KeyK";
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && isK) {
      event.preventDefault();
      if (dialog.open) dialog.close();
      else open();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette-open]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
    if (event.target === dialog || event.target.closest("[data-palette-close]")) dialog.close();
  });

  field.addEventListener("input", () => {
    clearTimeout(timer);
    opensWhenShown = false;
    timer = setTimeout(() => show(field.value.trim()), DELAY_MS);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Home" && event.ctrlKey) choose(options()[0]);
    else if (event.key === "End" && event.ctrlKey) choose(options().at(-1));
    else if (event.key === "Enter") {
      const query = field.value.trim();
      if (query === shownQuery) openChosen();
      else {
        clearTimeout(timer);
        opensWhenShown = true;
        show(query);
      }
    } else return;
    event.preventDefault();
  });

  list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
}

const keys = document.querySelector("[data-keys]");
if (keys) {
  const showKeys = () => { if (!document.querySelector("dialog[open]")) keys.showModal(); };
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "?" && !writes && !event.ctrlKey && !event.metaKey) showKeys();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) showKeys();
    if (event.target === keys) keys.close();
  });
}
