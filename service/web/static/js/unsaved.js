// Asks before leaving a form with changes that were not sent, and keeps a form from being sent twice.
export function watchForms(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) watch(form);
}

function watch(form) {
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("sijari:kept", () => { changed = false; }); // kept as a draft without being sent
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    changed = false;
  });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });
}
