// Keeps what is typed as a draft without leaving the page, and adds rows. Without this module the buttons do the same.
const PAUSE = 1500;

function note(form, words, wrong) {
  const place = form.querySelector("[data-autosave-note]");
  if (!place) return;
  place.textContent = words;
  place.classList.toggle("text-danger", wrong);
}

async function keep(form) {
  const answer = await fetch(form.dataset.autosave, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message || "");
  for (const field of document.querySelectorAll('input[name="copy_version"]')) field.value = said.copy_version;
  note(form, said.words, false);
  form.dispatchEvent(new CustomEvent("sijari:kept"));
}

function watch(form) {
  let timer = 0;
  let pending = null;
  let leaving = false;
  const save = () => {
    pending = keep(form)
      .catch((fault) => note(form, fault.message || form.querySelector("[data-autosave-note]").dataset.fault, true))
      .finally(() => { pending = null; });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    note(form, "", false);
    timer = setTimeout(() => (pending ? pending.then(save) : save()), PAUSE);
  });
  // A button that sends the form waits for a draft that is on its way; else the page would be one state behind.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!pending || leaving) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the guard of forms must not think that it was sent
    leaving = true;
    pending.then(() => form.requestSubmit(event.submitter));
  }, { capture: true });
  window.addEventListener("pageshow", () => { leaving = false; });
}

function renumber(text, key, number) {
  return text
    .replace(new RegExp(`^${key}\\.\\d+`), `${key}.${number}`)
    .replace(new RegExp(`^isi-${key}-\\d+`), `isi-${key}-${number}`);
}

function addRow(button) {
  const rows = document.querySelector(`[data-rows="${button.dataset.more}"]`);
  if (!rows || !rows.lastElementChild) return;
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length;
  for (const field of row.querySelectorAll("[name]")) {
    field.value = "";
    field.name = renumber(field.name, button.dataset.more, number);
    field.id = renumber(field.id, button.dataset.more, number);
  }
  for (const label of row.querySelectorAll("label[for]")) label.htmlFor = renumber(label.htmlFor, button.dataset.more, number);
  const first = row.querySelector("td");
  if (first) first.textContent = String(number + 1);
  rows.append(row);
  row.querySelector("[name]").focus();
}

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
for (const button of document.querySelectorAll("button[data-more]")) {
  button.addEventListener("click", (event) => { event.preventDefault(); addRow(button); });
}
