/**
 * Tables from the keyboard, as people know them from a spreadsheet.
 *
 * j and k walk the rows, Enter opens, e edits, x chooses, / goes to the filter; pasting copied cells posts them as tab-separated
 * text to the preview page of the table. Nothing happens while somebody writes in a field.
 */

const writes = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");

/* With a Hangul keyboard the key of J says ㅓ; then the place of the key decides. */
const LETTERS = { KeyJ: "j", KeyK: "k", KeyE: "e", KeyX: "x" };
const letterOf = (event) => (/^[ -~]+$/.test(event.key) && event.key !== "Process" ? event.key : LETTERS[event.code] ?? event.key);
const plainKey = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);

function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => !row.classList.contains("is-group"));
}

function currentTable() {
  const focused = document.activeElement.closest("[data-table]");
  return focused || document.querySelector("[data-table]");
}

function standOn(row) {
  document.querySelectorAll("tr.is-at").forEach((other) => other.classList.remove("is-at"));
  row.classList.add("is-at");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(table, by) {
  const rows = rowsOf(table);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("is-at"));
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
  standOn(rows[next]);
}

const actions = {
  j: (table) => step(table, 1),
  k: (table) => step(table, -1),
  e: (table, row) => row?.querySelector(".cell-open")?.click(),
  x: (table, row) => row?.querySelector("input[name=selected]")?.click(),
  Enter: (table, row) => row?.querySelector("a.title")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const form = event.target.closest("[data-cell-form]");
    if (form) {
      event.preventDefault();
      form.querySelector("[data-cancel]").click();
    }
    return;
  }
  if (!plainKey(event) || writes(event.target)) return;
  if (event.key === "/") {
    const filter = document.querySelector("[data-filter]");
    if (!filter) return;
    event.preventDefault();
    filter.focus();
    filter.select();
    return;
  }
  const table = currentTable();
  const letter = letterOf(event);
  if (!table || !Object.hasOwn(actions, letter)) return;
  const row = table.querySelector("tr.is-at");
  if (letter === "Enter" && document.activeElement !== row) return;
  event.preventDefault();
  actions[letter](table, row);
});

/* A click or a focused link within a row makes it the row the keys speak of. */
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-table] tbody tr");
  if (!row || row.classList.contains("is-at")) return;
  document.querySelectorAll("tr.is-at").forEach((other) => other.classList.remove("is-at"));
  row.classList.add("is-at");
});

/* A textarea in a cell saves with Ctrl-Enter; a one-line field saves with Enter by itself. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-cell-form] textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

/* After saving or leaving a cell the keyboard returns to its row. */
document.addEventListener("htmx:afterSwap", (event) => {
  const field = event.target.querySelector?.("[autofocus]") || document.querySelector("[data-cell-form] [autofocus]");
  if (field) {
    field.focus();
    field.select?.();
    return;
  }
  const row = document.querySelector("tr.is-at");
  if (row && document.activeElement === document.body) row.focus({ preventScroll: true });
});

/* Choosing rows */
function countChosen(block) {
  const boxes = [...block.querySelectorAll("tbody input[name=selected]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const output = block.querySelector("[data-selected-count]");
  if (output) output.value = String(chosen);
  const all = block.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

let lastBox = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest("tbody input[name=selected]");
  if (!box) return;
  if (event.shiftKey && lastBox && lastBox.isConnected) {
    const boxes = [...box.closest("table").querySelectorAll("tbody input[name=selected]")];
    const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(from, to + 1).forEach((other) => { other.checked = box.checked; });
  }
  lastBox = box;
  countChosen(box.closest(".table-block"));
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-select-all]")) return;
  const block = event.target.closest(".table-block");
  block.querySelectorAll("tbody input[name=selected]").forEach((box) => { box.checked = event.target.checked; });
  countChosen(block);
});

document.addEventListener("reset", (event) => {
  const block = event.target.closest(".table-block");
  if (block) setTimeout(() => countChosen(block));
});

/* Pasting rows */
document.addEventListener("paste", (event) => {
  if (writes(event.target)) return;
  const block = event.target.closest("[data-paste-url]") || document.querySelector("[data-paste-url]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!block || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const form = document.createElement("form");
  form.method = "post";
  form.action = block.dataset.pasteUrl;
  form.hidden = true;
  const rows = document.createElement("textarea");
  rows.name = "rows";
  rows.value = text;
  form.append(rows);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) form.append(token.cloneNode());
  document.body.append(form);
  form.submit();
});
