// Draws a PDF with pdf.js: pages below each other, each drawn when it comes near, small ones above to jump by.
export function showPapers(root) {
  for (const place of root.querySelectorAll("[data-paper]")) {
    show(place).catch(() => fail(place));
  }
}

async function show(place) {
  const library = await import(place.dataset.library);
  library.GlobalWorkerOptions.workerSrc = place.dataset.worker;
  const parts = place.dataset.parts;
  const paper = await library.getDocument({
    url: place.dataset.paper,
    isEvalSupported: false,
    useWasm: false, // our content security policy compiles nothing at run time; pdf.js has plain scripts instead
    wasmUrl: `${parts}wasm/`,
    cMapUrl: `${parts}cmaps/`,
    standardFontDataUrl: `${parts}standard_fonts/`,
  }).promise;
  const thumbs = made("div", "paper__thumbs");
  const pages = made("div", "paper__pages");
  pages.tabIndex = 0;
  pages.setAttribute("role", "group");
  pages.setAttribute("aria-label", place.getAttribute("aria-label"));
  place.append(thumbs, pages);
  const first = await paper.getPage(1);
  const shape = first.getViewport({ scale: 1 });
  const near = new IntersectionObserver((seen) => seen.forEach((one) => {
    if (!one.isIntersecting) return;
    near.unobserve(one.target);
    draw(paper, one.target);
  }), { rootMargin: "400px" });
  for (let number = 1; number <= paper.numPages; number += 1) {
    const page = canvas("paper__page", number, shape, place);
    pages.append(page);
    near.observe(page);
    if (paper.numPages > 1) thumbs.append(thumb(number, shape, place, page, near));
  }
  if (paper.numPages === 1) thumbs.remove();
}

function thumb(number, shape, place, page, near) {
  const button = made("button", "");
  button.type = "button";
  button.setAttribute("aria-label", `${place.dataset.pageWord} ${number}`);
  const small = canvas("", number, shape, place);
  small.dataset.small = "1";
  button.append(small);
  button.addEventListener("click", () => page.scrollIntoView({ block: "start", behavior: "auto" }));
  near.observe(small);
  return button;
}

function canvas(name, number, shape, place) {
  const made = document.createElement("canvas");
  made.className = name;
  made.dataset.page = String(number);
  made.width = Math.round(shape.width);
  made.height = Math.round(shape.height);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `${place.dataset.pageWord} ${number}`);
  return made;
}

async function draw(paper, target) {
  const page = await paper.getPage(Number(target.dataset.page));
  const natural = page.getViewport({ scale: 1 });
  const wide = target.dataset.small ? 104 : Math.max(target.clientWidth, 300) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale: wide / natural.width });
  target.width = Math.round(viewport.width);
  target.height = Math.round(viewport.height);
  await page.render({ canvas: target, canvasContext: target.getContext("2d"), viewport }).promise;
  target.dataset.drawn = "1";
}

function fail(place) {
  if (place.querySelector("canvas")) return;
  const note = made("p", "field__wrong");
  note.textContent = place.dataset.fault;
  place.append(note);
}

function made(kind, name) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  return element;
}
