/**
 * Keeps what was typed into a form until the tab is closed, and gives it back after a reload or a lost connection.
 *
 * Against loss, not for secrets: a form needs data-draft="NAME" to take part, and data-no-draft, a password or a file field keeps it out.
 * A draft belongs to one version of the record; when the record has moved on, the draft is offered, never put in by itself.
 */

const DELAY_MS = 400;
const PREFIX = "bandi-draft:";

function mayKeep(form) {
  return form.dataset.draft && !("noDraft" in form.dataset) && !form.querySelector("input[type=password]");
}

function keptFields(form) {
  return [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && field.name !== "version"
    && !["hidden", "file", "submit", "button", "reset", "fieldset"].includes(field.type));
}

function read(form) {
  return keptFields(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, null, [...field.selectedOptions].map((option) => option.value)];
    return [field.name, null, field.value];
  });
}

function write(form, values) {
  const fields = keptFields(form);
  for (const [name, choice, value] of values) {
    for (const field of fields.filter((one) => one.name === name)) {
      if (choice !== null) { if (field.value === choice) field.checked = value; }
      else if (Array.isArray(value)) [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
      else field.value = value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    sessionStorage.removeItem(key);
    return null;
  }
}

function offer(form, key, draft, original) {
  const words = document.querySelector("[data-draft-words]");
  if (!words) return;
  const notice = words.content.firstElementChild.cloneNode(true);
  const isOld = draft.version !== form.dataset.draftVersion;
  notice.querySelector("[data-draft-old]").hidden = !isOld;
  notice.querySelector("[data-draft-restored]").hidden = isOld;
  notice.querySelector("[data-draft-take]").hidden = !isOld;
  if (!isOld) write(form, draft.values);
  notice.addEventListener("click", (event) => {
    if (event.target.closest("[data-draft-take]")) write(form, draft.values);
    else if (event.target.closest("[data-draft-drop]")) {
      write(form, original);
      sessionStorage.removeItem(key);
    } else return;
    notice.remove();
  });
  form.prepend(notice);
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const original = read(form);
  const before = JSON.stringify(original);
  const draft = stored(key);
  if (draft && JSON.stringify(draft.values) !== before) offer(form, key, draft, original);
  let timer = 0;

  const save = () => {
    const values = read(form);
    if (JSON.stringify(values) === before) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ version: form.dataset.draftVersion, values }));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY_MS);
  });
  window.addEventListener("pagehide", () => { if (timer) save(); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    sessionStorage.removeItem(key);
  });
}

const seen = new WeakSet();

function begin(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (seen.has(form) || !mayKeep(form)) continue;
    seen.add(form);
    keep(form);
  }
}

begin(document);
document.addEventListener("htmx:afterSwap", () => begin(document));

/* Signing out leaves nothing of a text behind in the browser. */
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-forget-drafts]")) return;
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
});
