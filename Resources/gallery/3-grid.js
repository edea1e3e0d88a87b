// The grid: rows of equal width, of which only those near the window are made.

const grid = find("grid");
let shown = [];
/** For each clip that is shown: its place, and the row that it is in. */
let places = [];
/** For each row: its first clip, its top, its height with the caption. */
let rows = [];
let cards = new Map();
const spare = [];
let current = 0;

const captionHeight = 54;

function measures(width) {
  if (width < 560) return { gap: 12, row: 190, between: 14 };
  if (width < 1000) return { gap: 16, row: 190, between: 20 };
  if (width < 1500) return { gap: 20, row: 205, between: 26 };
  return { gap: 24, row: 236, between: 30 };
}

/** A picture's shape in the grid: very tall and very wide ones have a margin instead. */
const shape = (clip) => Math.min(2.4, Math.max(0.5625, clip.aspect));

function layOut() {
  const width = grid.clientWidth;
  const { gap, row, between } = measures(width);
  places = new Array(shown.length);
  rows = [];
  let top = 0;
  let start = 0;
  const close = (end, height) => {
    let left = 0;
    for (let place = start; place < end; place += 1) {
      const wide = shape(shown[place]) * height;
      places[place] = { left, top, width: wide, height, row: rows.length };
      left += wide + gap;
    }
    rows.push({ start, end, top, bottom: top + height + captionHeight });
    top += height + captionHeight + between;
    start = end;
  };
  let sum = 0;
  const heightOf = (total, count) => (width - gap * (count - 1)) / total;
  for (let place = 0; place < shown.length; place += 1) {
    const one = shape(shown[place]);
    const count = place - start + 1;
    const height = heightOf(sum + one, count);
    if (height > row) { sum += one; continue; }
    const before = count > 1 ? heightOf(sum, count - 1) : Infinity;
    if (before - row < row - height) {
      close(place, before);
      sum = one;
      if (heightOf(one, 1) <= row) { close(place + 1, heightOf(one, 1)); sum = 0; }
    } else {
      close(place + 1, height);
      sum = 0;
    }
  }
  if (start < shown.length) {
    const usual = rows.length > 0 ? Math.min(rows[rows.length - 1].bottom - rows[rows.length - 1].top - captionHeight, row * 1.1) : row;
    const full = heightOf(sum, shown.length - start);
    close(shown.length, full < usual * 1.25 ? full : usual);
  }
  grid.style.height = `${Math.max(0, top - between)}px`;
}

/** The first row whose bottom is below a height. */
function rowAt(height) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].bottom < height) low = middle + 1; else high = middle;
  }
  return low;
}

/** Makes the cards near the window, and takes away the others. */
function draw() {
  const offset = window.scrollY - gridTop();
  const margin = window.innerHeight * 0.75;
  const first = rowAt(offset - margin);
  let last = first;
  while (last < rows.length && rows[last].top < offset + window.innerHeight + margin) last += 1;
  const from = first < rows.length ? rows[first].start : 0;
  const to = last > first ? rows[last - 1].end : from;
  for (const [place, card] of cards) {
    if (place >= from && place < to) continue;
    // A card that has the focus stays, or the focus would be lost.
    if (card.contains(document.activeElement) && place < shown.length) continue;
    cards.delete(place);
    retire(card);
  }
  for (let place = from; place < to; place += 1) {
    if (!cards.has(place)) cards.set(place, fill(spare.pop() ?? makeCard(), place));
  }
}

const gridTop = () => grid.getBoundingClientRect().top + window.scrollY;

let isDrawing = false;
function drawSoon() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => { isDrawing = false; draw(); });
}

/** Lays everything out anew: what is shown or the width has changed. */
function relay() {
  layOut();
  for (const [place, card] of cards) {
    if (place < shown.length && card.clip === shown[place]) position(card, place);
    else { cards.delete(place); retire(card); }
  }
  draw();
}

function makeCard() {
  const card = find("card").content.firstElementChild.cloneNode(true);
  const picture = card.querySelector("img");
  picture.addEventListener("load", () => card.classList.add("seen"));
  picture.addEventListener("error", () => card.classList.add("plain-card"));
  card.parts = {
    open: card.querySelector(".open"), frame: card.querySelector(".frame"), picture,
    blank: card.querySelector(".blank-text"), flag: card.querySelector(".flag"),
    length: card.querySelector(".length"), name: card.querySelector(".name"),
    fact: card.querySelector(".fact"), stars: card.querySelector(".stars"),
    played: card.querySelector(".played"),
  };
  card.parts.name.dir = "auto";
  return card;
}

function position(card, place) {
  const { left, top, width, height } = places[place];
  card.style.transform = `translate(${left}px, ${top}px)`;
  card.style.width = `${width}px`;
  card.parts.frame.style.height = `${height}px`;
  const isSlim = width < 180;
  card.classList.toggle("slim", isSlim);
  card.parts.fact.textContent = [card.clip.id, sizeText(card.clip), isSlim ? "" : card.clip.model]
    .filter(Boolean).join(" · ");
  card.place = place;
  card.setAttribute("aria-posinset", String(place + 1));
  card.setAttribute("aria-setsize", String(shown.length));
  card.parts.open.tabIndex = place === current ? 0 : -1;
}

function fill(card, place) {
  const clip = shown[place];
  const { open, picture, blank, flag, length, name, stars, played } = card.parts;
  card.clip = clip;
  card.classList.remove("seen", "live");
  card.classList.toggle("plain-card", clip.poster === null);
  card.classList.toggle("missing", clip.missing);
  if (clip.poster === null) picture.removeAttribute("src"); else picture.src = clip.poster;
  blank.textContent = clip.file === null || clip.missing ? "File missing" : "No picture";
  flag.textContent = clip.verdict === "verified" ? "" : verdictWords[clip.verdict] ?? clip.verdict;
  flag.dataset.verdict = clip.verdict;
  length.textContent = lengthText(clip.duration);
  name.textContent = clip.name;
  stars.textContent = starsText(clip.rating);
  played.style.transform = "scaleX(0)";
  open.setAttribute("aria-label", [
    clip.name, lengthText(clip.duration), verdictWords[clip.verdict] ?? clip.verdict,
    clip.rating > 0 ? `rated ${clip.rating} of 5` : "",
  ].filter(Boolean).join(", "));
  position(card, place);
  if (!card.isConnected) grid.append(card);
  return card;
}

function retire(card) {
  if (preview.card === card) endPreview();
  card.parts.picture.removeAttribute("src");
  card.remove();
  card.clip = null;
  spare.push(card);
}

/** Makes a clip the one that Tab comes to, and if wanted brings it into view and gives it the focus. */
function goTo(place, focused = true) {
  if (shown.length === 0) return;
  current = Math.max(0, Math.min(shown.length - 1, place));
  if (focused) {
    const { top, bottom } = rows[places[current].row];
    const head = find("bar").getBoundingClientRect().height + 16;
    const offset = gridTop();
    if (offset + top - head < window.scrollY) window.scrollTo(0, offset + top - head);
    else if (offset + bottom + 16 > window.scrollY + window.innerHeight) {
      window.scrollTo(0, offset + bottom + 16 - window.innerHeight);
    }
  }
  draw();
  for (const [at, card] of cards) card.parts.open.tabIndex = at === current ? 0 : -1;
  if (focused) cards.get(current)?.parts.open.focus({ preventScroll: true });
}

/** The clip above or below: the one in that row whose middle is nearest. */
function beside(place, step) {
  const row = rows[places[place].row + step];
  if (!row) return place;
  const middle = places[place].left + places[place].width / 2;
  let best = row.start;
  for (let at = row.start; at < row.end; at += 1) {
    const away = (spot) => Math.abs(places[spot].left + places[spot].width / 2 - middle);
    if (away(at) < away(best)) best = at;
  }
  return best;
}
