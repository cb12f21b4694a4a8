// Shows the button that copies a text beside its field; without it the text is selected by hand.
export function offerCopying(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    const field = root.getElementById(button.dataset.copy);
    if (!field) continue;
    const word = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        return; // the text is selected, so the keyboard can copy it
      }
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = word; }, 2000);
    });
  }
}
