// Which clips are shown, and in what order.

const verdictWords = {
  verified: "Verified", mismatch: "Mismatch", corrupt: "Corrupt", unchecked: "Unchecked",
  unprobed: "Unprobed",
};

const orders = {
  order: ["Gallery order", (one, other) => one.order - other.order],
  newest: ["Newest first", (one, other) => other.created - one.created],
  oldest: ["Oldest first", (one, other) => one.created - other.created],
  rating: ["Best rated", (one, other) => other.rating - one.rating],
  longest: ["Longest", (one, other) => (other.duration ?? 0) - (one.duration ?? 0)],
  shortest: ["Shortest", (one, other) => (one.duration ?? Infinity) - (other.duration ?? Infinity)],
  name: ["Name", (one, other) => collator.compare(one.name, other.name)],
};
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** What is chosen; it stands in the address, so that a view can be linked to. */
const chosen = { words: "", verdict: "", model: "", provider: "", rating: 0, tags: new Set(), sort: "order" };

/** Letters without case and marks, so that `Café` is found by `cafe`. */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}

function foldedText(clip) {
  clip.folded ??= fold(
    [clip.id, clip.title, clip.prompt, clip.tags.join("\n"), clip.model, clip.provider, clip.file]
      .filter(Boolean).join("\n"));
  return clip.folded;
}

/** The words that are looked for: each, a "phrase", or one that must not be there with `-` before it. */
function readWords(text) {
  const words = [];
  for (const [, minus, phrase, word] of fold(text).matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const wanted = phrase ?? word;
    if (wanted) words.push({ wanted, without: minus === "-" });
  }
  return words;
}

/** The clips that are wanted, in the order that is. */
function choose() {
  const words = readWords(chosen.words);
  const tags = [...chosen.tags];
  const shown = clips.filter((clip) =>
    (!chosen.verdict || clip.verdict === chosen.verdict)
    && (!chosen.model || clip.model === chosen.model)
    && (!chosen.provider || clip.provider === chosen.provider)
    && clip.rating >= chosen.rating
    && tags.every((tag) => clip.tags.includes(tag))
    && words.every(({ wanted, without }) => foldedText(clip).includes(wanted) !== without));
  if (chosen.sort !== "order") shown.sort(orders[chosen.sort][1]);
  return shown;
}

const isNarrowed = () => Boolean(
  chosen.words.trim() || chosen.verdict || chosen.model || chosen.provider || chosen.rating
  || chosen.tags.size);

/** How many clips have each value, the most frequent first. */
function counted(values) {
  const counts = new Map();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || collator.compare(one[0], other[0]));
}

function option(value, text) {
  const item = document.createElement("option");
  item.value = value;
  item.textContent = text;
  return item;
}

/** Fills a choice; one that would leave nothing to choose is not shown. */
function fillChoice(name, all, values, text = (value) => value) {
  const found = counted(values);
  const list = find(name);
  list.append(option("", all), ...found.map(([value, count]) => option(value, `${text(value)} (${count})`)));
  list.closest("label").hidden = found.length < 2;
}

function fillChoices() {
  fillChoice("verdict", "Any verdict", clips.map((clip) => clip.verdict), (word) => verdictWords[word] ?? word);
  fillChoice("model", "Any model", clips.map((clip) => clip.model));
  fillChoice("provider", "Any provider", clips.map((clip) => clip.provider));
  const rating = find("rating");
  rating.append(option("0", "Any rating"));
  for (const least of [5, 4, 3, 2, 1]) {
    const count = clips.filter((clip) => clip.rating >= least).length;
    if (count > 0) rating.append(option(String(least), `${starsText(least)}${least < 5 ? " or more" : ""} (${count})`));
  }
  rating.closest("label").hidden = rating.options.length < 2;
  find("sort").append(...Object.entries(orders).map(([value, [text]]) => option(value, text)));
  fillTags();
}

/** How many tags are shown before "more" is asked for. */
const fewTags = 14;

function fillTags() {
  const found = counted(clips.flatMap((clip) => clip.tags));
  const group = find("tags");
  group.hidden = found.length === 0;
  found.forEach(([tag, count], place) => {
    const button = chip(tag, count);
    if (place >= fewTags) button.classList.add("rare");
    group.append(button);
  });
  if (found.length <= fewTags) return;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "plain more";
  const tell = (all) => {
    group.classList.toggle("all", all);
    more.textContent = all ? "Fewer tags" : `${found.length - fewTags} more tags`;
    more.setAttribute("aria-expanded", String(all));
  };
  more.addEventListener("click", () => { tell(!group.classList.contains("all")); relay(); });
  tell(false);
  group.append(more);
}

function chip(tag, count) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.dataset.tag = tag;
  const name = document.createElement("span");
  name.dir = "auto";
  name.textContent = tag;
  button.append(name);
  if (count !== undefined) {
    const number = document.createElement("span");
    number.className = "count";
    number.textContent = String(count);
    button.append(number);
    button.setAttribute("aria-pressed", "false");
  }
  return button;
}

/** Shows in the controls what is chosen. */
function showChosen() {
  if (find("words").value !== chosen.words) find("words").value = chosen.words;
  for (const name of ["verdict", "model", "provider", "sort"]) find(name).value = chosen[name];
  find("rating").value = String(chosen.rating);
  for (const button of find("tags").querySelectorAll(".chip")) {
    const on = chosen.tags.has(button.dataset.tag);
    button.setAttribute("aria-pressed", String(on));
    if (on) button.classList.remove("rare");
  }
  for (const list of find("choices").querySelectorAll("select")) {
    list.classList.toggle("set", list.id !== "sort" && list.selectedIndex > 0);
  }
  find("clear").hidden = !isNarrowed();
}

function clearChosen() {
  Object.assign(chosen, { words: "", verdict: "", model: "", provider: "", rating: 0, tags: new Set() });
  apply();
}

/** What is chosen as the part of an address behind `#`. */
function chosenAddress(clip) {
  const parts = new URLSearchParams();
  if (chosen.words.trim()) parts.set("q", chosen.words.trim());
  for (const name of ["verdict", "model", "provider"]) if (chosen[name]) parts.set(name, chosen[name]);
  if (chosen.rating) parts.set("rating", String(chosen.rating));
  for (const tag of chosen.tags) parts.append("tag", tag);
  if (chosen.sort !== "order") parts.set("sort", chosen.sort);
  if (clip) parts.set("clip", clip.id);
  return `#${parts}`;
}

/** Takes what an address says; a value that there is not is left out. Returns the clip that it opens. */
function takeAddress(text) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const has = (list, value) => Array.from(find(list).options).some((item) => item.value === value);
  const one = (name) => (has(name, parts.get(name) ?? "") ? parts.get(name) ?? "" : "");
  const known = new Set(about.lists.tags ?? []);
  Object.assign(chosen, {
    words: parts.get("q") ?? "", verdict: one("verdict"), model: one("model"), provider: one("provider"),
    rating: Number(one("rating")), sort: one("sort") || "order",
    tags: new Set(parts.getAll("tag").filter((tag) => known.has(tag))),
  });
  return clipsByNumber.get(Number((parts.get("clip") ?? "").slice(1))) ?? null;
}
