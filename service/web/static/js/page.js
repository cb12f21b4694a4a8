// What every page may use on top of plain HTML. Each part looks for its own mark and does nothing without it.
import { watchForms } from "./unsaved.js";
import { offerCopying } from "./copy.js";
import { followWork } from "./progress.js";
import { offerTicking } from "./tick.js";

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.person-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.person-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

watchForms(document);
offerCopying(document);
followWork(document);
offerTicking(document);
if (document.querySelector("[data-paper]")) {
  import("./paper.js").then((viewer) => viewer.showPapers(document));
}
