/**
 * Files by drag and drop, several at once, each with its own progress; sent one after the other to the form's address.
 *
 * On the form: data-dropzone, data-largest (bytes), data-done-url (where to go when all are sent). The words stand in its template.
 * Without script the form is an ordinary one with a choice of files.
 */

function line(form, file) {
  const item = form.querySelector("[data-drop-words]").content.firstElementChild.cloneNode(true);
  item.querySelector(".drop-name").textContent = file.name;
  item.querySelector("progress").setAttribute("aria-label", file.name);
  form.querySelector("[data-drop-list]").append(item);
  return item;
}

function say(item, words, isBad) {
  const state = item.querySelector(".drop-state");
  state.textContent = words;
  item.classList.toggle("is-bad", Boolean(isBad));
}

function send(form, file, item) {
  const state = item.querySelector(".drop-state");
  return new Promise((resolve) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Bandi-Upload", "yes");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) item.querySelector("progress").value = (100 * event.loaded) / event.total;
    });
    const failed = () => { say(item, state.dataset.failed, true); resolve(false); };
    request.addEventListener("error", failed);
    request.addEventListener("abort", failed);
    request.addEventListener("load", () => {
      if (request.status !== 200 || !request.response) return failed();
      item.querySelector("progress").value = 100;
      say(item, request.response.words, request.response.state !== "kept");
      return resolve(request.response.state === "kept");
    });
    say(item, state.dataset.sending, false);
    request.send(data);
  });
}

async function take(form, files) {
  if (!files.length || form.dataset.busy) return;
  form.dataset.busy = "yes";
  const waiting = files.map((file) => [file, line(form, file)]);
  let bad = 0;
  for (const [file, item] of waiting) {
    const words = item.querySelector(".drop-state").dataset;
    if (file.isFolder) { say(item, words.folder, true); bad += 1; continue; }
    if (file.size > Number(form.dataset.largest)) { say(item, words.large, true); bad += 1; continue; }
    if (!(await send(form, file, item))) bad += 1;
  }
  delete form.dataset.busy;
  if (!bad) location.assign(form.dataset.doneUrl);
}

function dropped(transfer) {
  return [...transfer.items].filter((item) => item.kind === "file").map((item) => {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) return { name: entry.name, size: 0, isFolder: true };
    return item.getAsFile();
  }).filter(Boolean);
}

for (const form of document.querySelectorAll("form[data-dropzone]")) {
  const input = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    take(form, [...input.files]);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("is-over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take(form, dropped(event.dataTransfer));
  });
}
