// The contact sheet: what is shown, on paper.

const sheet = find("sheet");

/** Lays the sheet out; the grid has only the cards near the window, paper has them all. */
function makeSheet() {
  const head = document.createElement("header");
  head.append(element("h1", about.title), element("p", `${summary(shown)}${isNarrowed() ? ` · ${told()}` : ""}`));
  const items = document.createElement("ul");
  for (const clip of shown) items.append(sheetItem(clip));
  sheet.replaceChildren(head, items);
}

function sheetItem(clip) {
  const item = document.createElement("li");
  const frame = document.createElement("div");
  frame.className = "sheet-frame";
  if (clip.poster) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = clip.poster;
    frame.append(picture);
  } else {
    frame.append(element("span", "No picture"));
  }
  const top = document.createElement("p");
  top.className = "sheet-top";
  const verdict = element("span", verdictWords[clip.verdict] ?? clip.verdict);
  verdict.className = "verdict";
  verdict.dataset.verdict = clip.verdict;
  top.append(element("strong", `${clip.id}  ${starsText(clip.rating)}`), verdict);
  const text = element("p", clip.prompt ?? clip.name);
  text.className = "sheet-text";
  const facts = element(
    "p", [lengthText(clip.duration), sizeText(clip), clip.model].filter(Boolean).join(" · "));
  facts.className = "sheet-facts";
  item.append(frame, top, text, facts);
  return item;
}

/** What narrows the selection, in words. */
function told() {
  return [
    chosen.words.trim() && `“${chosen.words.trim()}”`, verdictWords[chosen.verdict], chosen.model,
    chosen.provider, chosen.rating && `${starsText(chosen.rating)} or more`, ...chosen.tags,
  ].filter(Boolean).join(", ");
}

/** Prints when every picture is there, for a printer does not wait. */
async function printSheet() {
  const button = find("print");
  button.disabled = true;
  button.classList.add("busy");
  makeSheet();
  await Promise.allSettled(Array.from(sheet.querySelectorAll("img"), (picture) => picture.decode()));
  button.disabled = false;
  button.classList.remove("busy");
  window.print();
}

window.addEventListener("beforeprint", () => { if (!sheet.firstChild) makeSheet(); });
window.addEventListener("afterprint", () => sheet.replaceChildren());
