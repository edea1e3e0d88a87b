// The viewer: one clip, large, with all that is known of it.

const viewer = find("viewer");
const player = find("player");
let open = null;

function show(clip, { keep = true } = {}) {
  endPreview();
  open = clip;
  const place = shown.indexOf(clip);
  if (keep) history.replaceState(null, "", chosenAddress(clip));
  const name = clip.title ?? (clip.prompt ? clip.id : clip.name);
  find("clip-name").textContent = name;
  find("clip-name").classList.toggle("long", name.length > 60);
  const id = name === clip.id ? "" : `${clip.id} · `;
  find("position").textContent = place < 0
    ? `${id}not among those shown`
    : `${id}${(place + 1).toLocaleString("en")} of ${shown.length.toLocaleString("en")}`;
  find("previous").disabled = place <= 0;
  find("next").disabled = place < 0 || place >= shown.length - 1;
  const verdict = find("clip-verdict");
  verdict.textContent = verdictWords[clip.verdict] ?? clip.verdict;
  verdict.dataset.verdict = clip.verdict;
  find("clip-rating").textContent = starsText(clip.rating);
  find("clip-rating").setAttribute("aria-label", clip.rating ? `Rated ${clip.rating} of 5` : "");
  list("clip-reasons", clip.reasons.map((reason) => element("li", reason)));
  find("prompt-part").hidden = !clip.prompt;
  find("clip-prompt").textContent = clip.prompt ?? "";
  sayCopied(false);
  list("clip-facts", facts(clip).map(([name, value]) => {
    const pair = document.createElement("div");
    pair.append(element("dt", name), element("dd", value));
    return pair;
  }));
  showFamily(clip);
  find("tags-part").hidden = clip.tags.length === 0;
  list("clip-tags", clip.tags.map((tag) => chip(tag)));
  const file = find("clip-file");
  file.hidden = clip.file === null;
  find("clip-file-name").textContent = clip.file ?? "";
  if (clip.address) {
    file.href = clip.address;
    file.download = clip.file.split("/").pop();
  }
  find("panel").scrollTop = 0;
  if (!viewer.open) {
    viewer.showModal();
    find("clip-name").focus({ preventScroll: true });
    document.documentElement.classList.add("held");
  } else if (document.activeElement?.disabled) {
    find("clip-name").focus({ preventScroll: true });
  }
  load(clip);
}

function load(clip) {
  find("trouble").hidden = true;
  player.hidden = false;
  viewer.classList.add("waiting");
  if (clip.poster) player.poster = clip.poster; else player.removeAttribute("poster");
  find("stage").style.setProperty("--shape", String(clip.aspect));
  player.setAttribute("aria-label", clip.name);
  if (!clip.address) { player.removeAttribute("src"); player.load(); tellTrouble(clip); return; }
  player.src = clip.address;
  player.loop = clip.duration !== null && clip.duration < 30;
  if (!stillness.matches) player.play().catch(() => {});
}

/** Tells why nothing plays. */
function tellTrouble(clip) {
  viewer.classList.remove("waiting");
  player.hidden = true;
  find("trouble").hidden = false;
  find("trouble-title").textContent = clip.file === null ? "No file" : "This clip does not play here";
  find("trouble-text").textContent = clip.file === null
    ? "The clip was left out of this folder."
    : `${clip.file} is missing from this folder, or of a kind that this browser does not play.`;
}

player.addEventListener("loadeddata", () => viewer.classList.remove("waiting"));
player.addEventListener("error", () => {
  if (!open || !player.hasAttribute("src")) return;
  markMissing(open);
  tellTrouble(open);
});

function facts(clip) {
  const codecs = [clip.videoCodec, clip.audioCodec ?? (clip.videoCodec ? "no sound" : null)];
  return [
    ["Length", clip.duration === null ? "" : `${Number(clip.duration.toFixed(3))} s`],
    ["Size", sizeText(clip)],
    ["Frame rate", clip.rate === null ? "" : `${Number(clip.rate.toFixed(3))} fps`],
    ["Coded as", codecs.filter(Boolean).join(", ")],
    ["File", clip.bytes === null ? "" : bytesText(clip.bytes)],
    ["Asked for", clip.asked ?? ""],
    ["Model", clip.model ?? ""],
    ["Provider", clip.provider ?? ""],
    ["Made", clip.created ? dayText(clip.created) : ""],
  ].filter(([, value]) => value !== "");
}

const kinNames = { remix: "remix", edit: "edit", extend: "extension", frame: "clip from a frame" };
/** How a clip came from another, as far as it is told. */
const kin = (what, clip, how) => (kinNames[clip.operation] ? `${what} · ${how}${kinNames[clip.operation]}` : what);

/** The clip that this one came from, and those that came from it, each a way to it. */
function showFamily(clip) {
  const items = [];
  if (clip.parent !== null) {
    const parent = clipsByNumber.get(clip.parent);
    items.push(relative(parent, `v${clip.parent}`, kin("Parent", clip, "this is its ")));
  }
  for (const child of childrenOf.get(clip.number) ?? []) {
    items.push(relative(child, child.id, kin("Child", child, "")));
  }
  find("family-part").hidden = items.length === 0;
  list("family", items);
}

function relative(clip, id, how) {
  const item = find("relative").content.firstElementChild.cloneNode(true);
  const button = item.querySelector(".relative");
  const picture = item.querySelector("img");
  item.querySelector(".relative-name").textContent = clip ? `${clip.id} · ${clip.name}` : id;
  item.querySelector(".relative-name").dir = "auto";
  item.querySelector(".relative-how").textContent = clip ? how : `${how} · not in this gallery`;
  if (clip?.poster) picture.src = clip.poster; else picture.remove();
  if (clip) button.addEventListener("click", () => show(clip)); else button.disabled = true;
  button.dataset.clip = id;
  return item;
}

function step(by) {
  const place = shown.indexOf(open);
  const clip = shown[place + by];
  if (place >= 0 && clip) show(clip);
}

function closed() {
  const place = shown.indexOf(open);
  open = null;
  player.pause();
  player.removeAttribute("src");
  player.load();
  document.documentElement.classList.remove("held");
  history.replaceState(null, "", chosenAddress(null));
  if (place >= 0) goTo(place);
}

async function copyPrompt() {
  if (!open?.prompt) return;
  try {
    await navigator.clipboard.writeText(open.prompt);
  } catch {
    const field = document.createElement("textarea");
    field.value = open.prompt;
    field.className = "unseen";
    find("panel").append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    find("copy").focus();
  }
  sayCopied(true);
}

let copiedTimer = 0;
function sayCopied(done) {
  clearTimeout(copiedTimer);
  find("copy-text").textContent = done ? "Copied" : "Copy";
  find("copy").querySelector("use").setAttribute("href", done ? "#icon-done" : "#icon-copy");
  if (!done) return;
  find("said").textContent = "The prompt is copied.";
  copiedTimer = setTimeout(() => sayCopied(false), 2000);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  made.dir = "auto";
  return made;
}

function list(id, items) {
  find(id).replaceChildren(...items);
  find(id).hidden = items.length === 0;
}
