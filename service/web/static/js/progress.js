// Looks again while work goes on, slower and slower; loads the whole page anew once it has ended, unless something
// has been typed meanwhile: then it says so and leaves the loading to the person.
const FIRST = 1500;
const SLOWEST = 10000;
const PATIENCE = 3;

let typed = false;

export function followWork(root) {
  root.addEventListener("input", () => { typed = true; });
  if (root.querySelector("[data-progress='going']")) look(FIRST, 0);
}

function look(pause, misses) {
  setTimeout(async () => {
    if (document.hidden) { look(pause, misses); return; }
    const fresh = await fetchBox();
    if (fresh === undefined) {
      if (misses + 1 < PATIENCE) look(SLOWEST, misses + 1);
      return;
    }
    const shown = document.querySelector("[data-progress]");
    if (!shown) return;
    if (!fresh || fresh.dataset.progress !== "going") { finish(shown); return; }
    if (fresh.textContent !== shown.textContent) shown.replaceWith(document.adoptNode(fresh));
    look(Math.min(pause * 1.4, SLOWEST), 0);
  }, pause);
}

function finish(shown) {
  if (!typed) { location.reload(); return; }
  const words = document.createElement("p");
  words.textContent = shown.dataset.done;
  shown.dataset.progress = "still";
  shown.replaceChildren(words);
}

// The box of a freshly fetched page; null when the page has none any more, undefined when it did not come.
async function fetchBox() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-progress]");
  } catch {
    return undefined;
  }
}
