// One box that ticks all boxes of a name, shown only where scripts run.
export function offerTicking(root) {
  for (const all of root.querySelectorAll("[data-tick-all]")) {
    const boxes = () => all.form.querySelectorAll(`input[name="${all.dataset.tickAll}"]`);
    all.hidden = false;
    all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
  }
}
