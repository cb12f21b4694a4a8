// The real paper beside the form, made anew at each pause in typing. The newest request wins; the page that is being
// looked at is drawn first and stays where it was; the words that differ from the text as it was opened are marked.
import { diffArrays } from "../vendor/diff/array.js";

const PAUSE = 250;
const place = document.querySelector("[data-preview]");
const form = document.querySelector("form[data-previewed]");
if (place && form && window.matchMedia("(min-width: 40.01rem)").matches) begin(); // on a phone the paper is a link

function begin() {
  const state = { library: null, timer: 0, running: null, first: null, shown: [], pages: [], number: 0 };
  state.pages = place.querySelector("[data-preview-pages]");
  state.note = place.querySelector("[data-preview-note]");
  place.hidden = false;
  const other = document.querySelector("[data-saved-paper]");
  if (other) other.open = false;
  const ask = (pause) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => fetchPaper(state).catch((fault) => tell(state, fault.message, true)), pause);
  };
  form.addEventListener("input", () => ask(PAUSE));
  form.addEventListener("focusin", (event) => follow(state, event.target));
  new ResizeObserver(() => drawNear(state)).observe(state.pages);
  state.pages.addEventListener("scroll", () => drawNear(state), { passive: true });
  ask(0);
}

function tell(state, words, wrong) {
  if (words === "") return;
  state.note.textContent = words;
  state.note.classList.toggle("text-danger", wrong);
}

async function fetchPaper(state) {
  if (state.running) state.running.abort();
  const running = new AbortController();
  state.running = running;
  performance.mark("sijari:asked");
  try {
    const answer = await fetch(form.dataset.previewed, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/pdf, application/json" },
      credentials: "same-origin", signal: running.signal,
    });
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      if (running.signal.aborted) return;
      throw new Error(said.message || place.dataset.fault);
    }
    if (answer.headers.get("Content-Type").startsWith("application/json")) {
      const said = await answer.json();
      if (said.code !== "preview_overtaken") tell(state, said.message, true);
      return;
    }
    const other = answer.headers.get("X-Sijari-Engine");
    const bytes = await answer.arrayBuffer();
    if (running.signal.aborted) return;
    await show(state, bytes, running.signal);
    tell(state, other ? place.dataset.draft : place.dataset.live, false);
  } catch (fault) {
    if (fault.name !== "AbortError") throw fault;
  }
}

async function libraryOf(state) {
  if (!state.library) {
    state.library = await import(place.dataset.library);
    state.worker = new state.library.PDFWorker({ port: new Worker(place.dataset.worker, { type: "module" }) });
  }
  return state.library;
}

async function show(state, bytes, signal) {
  const library = await libraryOf(state);
  const parts = place.dataset.parts;
  const paper = await library.getDocument({
    data: bytes, worker: state.worker, isEvalSupported: false, useWasm: false, wasmUrl: `${parts}wasm/`,
    cMapUrl: `${parts}cmaps/`, standardFontDataUrl: `${parts}standard_fonts/`,
  }).promise;
  if (signal.aborted) { paper.loadingTask.destroy(); return; }
  const former = state.paper;
  state.paper = paper;
  state.number += 1;
  await fitPages(state, paper);
  const top = topPage(state);
  await draw(state, top);
  performance.mark("sijari:shown");
  performance.measure("sijari:preview", "sijari:asked", "sijari:shown");
  place.dataset.shown = String(state.number);
  for (const page of state.shown) if (page !== top) page.stale = true;
  drawNear(state);
  if (former) former.loadingTask.destroy();
  await markChanges(state, paper, signal);
}

// As many frames as there are pages; what stands in them stays until it is drawn anew, so that nothing jumps.
async function fitPages(state, paper) {
  while (state.shown.length > paper.numPages) state.shown.pop().frame.remove();
  while (state.shown.length < paper.numPages) {
    const frame = made("div", "preview__page");
    const canvas = made("canvas", "");
    const marks = made("div", "preview__marks");
    const number = state.shown.length + 1;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${place.dataset.pageWord} ${number}`);
    frame.append(canvas, marks);
    state.pages.append(frame);
    state.shown.push({ frame, canvas, marks, number, stale: true });
  }
  const first = (await paper.getPage(1)).getViewport({ scale: 1 });
  for (const page of state.shown) {
    if (!page.canvas.dataset.drawn) { page.canvas.width = first.width; page.canvas.height = first.height; }
  }
}

function topPage(state) {
  const edge = state.pages.getBoundingClientRect().top + 8;
  return state.shown.find((page) => page.frame.getBoundingClientRect().bottom > edge) || state.shown[0];
}

function drawNear(state) {
  const box = state.pages.getBoundingClientRect();
  for (const page of state.shown) {
    if (!page.stale) continue;
    const own = page.frame.getBoundingClientRect();
    if (own.bottom > box.top - 300 && own.top < box.bottom + 300) draw(state, page).catch(() => { page.stale = true; });
  }
}

async function draw(state, page) {
  const paper = state.paper;
  page.stale = false;
  const sheet = await paper.getPage(page.number);
  const natural = sheet.getViewport({ scale: 1 });
  const wide = Math.max(page.frame.clientWidth, 280) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = sheet.getViewport({ scale: wide / natural.width });
  const fresh = made("canvas", "");
  fresh.width = Math.round(viewport.width);
  fresh.height = Math.round(viewport.height);
  await sheet.render({ canvas: fresh, canvasContext: fresh.getContext("2d"), viewport }).promise;
  if (paper !== state.paper) return;
  page.canvas.width = fresh.width;
  page.canvas.height = fresh.height;
  page.canvas.getContext("2d").drawImage(fresh, 0, 0);
  page.canvas.dataset.drawn = "1";
}

// ------------------------------------------------------------------------------------------------------ what changed
async function wordsOf(paper) {
  const words = [];
  for (let number = 1; number <= paper.numPages; number += 1) {
    const sheet = await paper.getPage(number);
    const box = sheet.getViewport({ scale: 1 });
    for (const item of (await sheet.getTextContent()).items) {
      if (!item.str) continue;
      for (const match of item.str.matchAll(/\S+/g)) {
        const one = item.width / item.str.length;
        words.push({
          text: match[0], page: number,
          left: (item.transform[4] + match.index * one) / box.width, width: (match[0].length * one) / box.width,
          top: 1 - (item.transform[5] + item.height) / box.height, height: (item.height * 1.25) / box.height,
        });
      }
    }
  }
  return words;
}

async function markChanges(state, paper, signal) {
  const words = await wordsOf(paper);
  if (signal.aborted || paper !== state.paper) return;
  state.words = words;
  const said = words.map((word) => word.text);
  if (!state.first) { state.first = said; return; }
  for (const page of state.shown) page.marks.replaceChildren();
  const changes = diffArrays(state.first, said, { timeout: 300, maxEditLength: 2000 });
  if (!changes) return;
  let at = 0;
  for (const change of changes) {
    if (change.removed) continue;
    if (change.added) for (const word of words.slice(at, at + change.count)) mark(state, word);
    at += change.count;
  }
}

function mark(state, word) {
  const page = state.shown[word.page - 1];
  if (!page) return;
  const box = made("span", "preview__mark");
  for (const side of ["left", "top", "width", "height"]) box.style[side] = `${(word[side] * 100).toFixed(3)}%`;
  page.marks.append(box);
}

// The page on which the value of the field in focus stands comes into view.
function follow(state, field) {
  if (!state.words || !field || !("value" in field)) return;
  const wanted = String(field.value).trim().split(/\s+/).slice(0, 6).map((word) => word.toLowerCase());
  if (!wanted[0] || wanted.join("").length < 4) return;
  const said = state.words;
  const found = said.findIndex((_, at) => wanted.every((word, step) => said[at + step] && said[at + step].text.toLowerCase().startsWith(word)));
  if (found < 0) return;
  const page = state.shown[said[found].page - 1];
  const target = page.frame.offsetTop + said[found].top * page.frame.clientHeight - state.pages.clientHeight / 3;
  state.pages.scrollTo({ top: Math.max(0, target), behavior: "auto" });
}

function made(tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}
