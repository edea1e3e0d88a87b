// The page: its heading, its controls and its keys.

function summary(list) {
  const seconds = list.reduce((sum, clip) => sum + (clip.duration ?? 0), 0);
  return [countText(list.length), seconds > 0 ? spanText(seconds) : "", daysText(list)].filter(Boolean).join(" · ");
}

/** Shows what is chosen. */
function apply({ keep = true } = {}) {
  shown = choose();
  current = Math.max(0, Math.min(current, shown.length - 1));
  showChosen();
  find("found").textContent = isNarrowed() ? `${shown.length.toLocaleString("en")} of ${countText(clips.length)}` : "";
  find("bar").classList.toggle("narrowed", isNarrowed());
  find("empty").hidden = shown.length > 0;
  find("empty-title").textContent = clips.length === 0 ? "This gallery is empty" : "No clip is like that";
  find("empty-text").textContent = clips.length === 0
    ? "Nothing was exported into it yet."
    : `Nothing here is found by ${told() || "that"}.`;
  find("empty-clear").hidden = clips.length === 0;
  if (keep) history.replaceState(null, "", chosenAddress(open));
  relay();
}

// Dark, light, or as the system has it.

const themes = ["system", "light", "dark"];
const themeWords = { system: "Colours as the system has them", light: "Light", dark: "Dark" };

function setTheme(name) {
  const theme = themes.includes(name) ? name : "system";
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  find("theme").setAttribute("aria-label", `Colours: ${themeWords[theme].toLowerCase()}`);
  find("theme").title = themeWords[theme];
  find("theme").dataset.theme = theme;
}

function nextTheme() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const round = dark ? ["system", "light", "dark"] : ["system", "dark", "light"];
  const theme = round[(round.indexOf(find("theme").dataset.theme) + 1) % 3];
  setTheme(theme);
  find("said").textContent = themeWords[theme];
  // A browser may keep nothing for pages that lie in folders.
  try { localStorage.setItem("soralib-theme", theme); } catch { /* It is asked again next time. */ }
}

let saved = null;
try { saved = localStorage.getItem("soralib-theme"); } catch { /* Nothing is kept. */ }
setTheme(saved);

// The page.

fillChoices();
find("title").textContent = about.title;
find("summary").textContent = summary(clips);

find("words").addEventListener("input", () => { chosen.words = find("words").value; current = 0; apply(); });
for (const name of ["verdict", "model", "provider", "rating", "sort"]) {
  find(name).addEventListener("change", () => {
    chosen[name] = name === "rating" ? Number(find(name).value) : find(name).value;
    current = 0;
    apply();
  });
}
find("tags").addEventListener("click", (event) => {
  const tag = event.target.closest(".chip")?.dataset.tag;
  if (tag === undefined) return;
  if (!chosen.tags.delete(tag)) chosen.tags.add(tag);
  current = 0;
  apply();
});
find("clip-tags").addEventListener("click", (event) => {
  const tag = event.target.closest(".chip")?.dataset.tag;
  if (tag === undefined) return;
  viewer.close();
  clearChosen();
  chosen.tags.add(tag);
  apply();
});
find("skip").addEventListener("click", () => goTo(current));
find("clear").addEventListener("click", () => { clearChosen(); find("words").focus(); });
find("empty-clear").addEventListener("click", () => { clearChosen(); find("words").focus(); });
find("theme").addEventListener("click", nextTheme);
find("print").addEventListener("click", printSheet);
find("keys").addEventListener("click", () => find("help").showModal());
find("help-close").addEventListener("click", () => find("help").close());
find("close").addEventListener("click", () => viewer.close());
find("previous").addEventListener("click", () => step(-1));
find("next").addEventListener("click", () => step(1));
find("copy").addEventListener("click", copyPrompt);
viewer.addEventListener("close", closed);
for (const dialog of [viewer, find("help")]) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

const cardOf = (event) => event.target.closest?.(".card") ?? null;
grid.addEventListener("click", (event) => {
  const card = cardOf(event);
  if (card?.clip) { current = card.place; show(card.clip); }
});
grid.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") beginPreview(cardOf(event)); });
grid.addEventListener("pointerleave", endPreview);
grid.addEventListener("focusin", (event) => {
  const card = cardOf(event);
  if (!card) return;
  current = card.place;
  if (event.target.matches(":focus-visible")) beginPreview(card);
});
grid.addEventListener("focusout", endPreview);

const steps = { ArrowLeft: -1, ArrowRight: 1 };

function keyInViewer(event) {
  if (event.key in steps) step(steps[event.key]);
  else if (event.key === " " && !event.target.closest("button, a")) {
    if (player.paused) player.play().catch(() => {}); else player.pause();
  } else if (event.key === "c") copyPrompt();
  else if (event.key === "m") player.muted = !player.muted;
  else if (event.key === "f") {
    if (document.fullscreenElement) document.exitFullscreen(); else find("stage").requestFullscreen?.().catch(() => {});
  } else return false;
  return true;
}

function keyInGrid(event) {
  const place = current;
  switch (event.key) {
    case "ArrowLeft": goTo(place - 1); break;
    case "ArrowRight": goTo(place + 1); break;
    case "ArrowUp":
      if (places[place].row === 0) find("words").focus(); else goTo(beside(place, -1));
      break;
    case "ArrowDown": goTo(beside(place, 1)); break;
    case "Home": goTo(0); break;
    case "End": goTo(shown.length - 1); break;
    default: return false;
  }
  return true;
}

function keyOnPage(event) {
  const typing = event.target === find("words");
  if (typing && event.key === "Escape") {
    if (find("words").value) { chosen.words = ""; apply(); } else find("words").blur();
    return true;
  }
  if (typing && (event.key === "ArrowDown" || event.key === "Enter")) { goTo(current); return true; }
  if (typing || event.target.matches("select")) return false;
  if (event.key === "/") { find("words").focus(); find("words").select(); return true; }
  if (event.key === "Escape" && isNarrowed()) { clearChosen(); return true; }
  if (shown.length === 0) return false;
  if (grid.contains(event.target)) return keyInGrid(event);
  // From nowhere, the first arrow goes to the clip where one was.
  if (event.target === document.body && event.key.startsWith("Arrow")) { goTo(current); return true; }
  return false;
}

// Before the player's own keys, which else would seek.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select");
  let isDone = true;
  if (event.key === "?" && !typing) find("help").open ? find("help").close() : find("help").showModal();
  else if (event.key === "d" && !typing) nextTheme();
  else if (find("help").open) isDone = false;
  else isDone = viewer.open ? keyInViewer(event) : keyOnPage(event);
  if (!isDone) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

window.addEventListener("scroll", drawSoon, { passive: true });
let width = 0;
new ResizeObserver(() => {
  if (grid.clientWidth === width) return;
  width = grid.clientWidth;
  relay();
}).observe(grid);
window.addEventListener("resize", drawSoon);
window.addEventListener("hashchange", () => {
  const clip = takeAddress(location.hash);
  apply({ keep: false });
  if (clip) show(clip, { keep: false }); else if (viewer.open) viewer.close();
});

width = grid.clientWidth;
const first = takeAddress(location.hash);
apply({ keep: false });
if (first) show(first, { keep: false });
document.documentElement.dataset.ready = String(Math.round(performance.now()));
