// A poster plays while the pointer or the keyboard's focus is on it: one player for all of them.

const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const preview = { card: null, timer: 0, player: document.createElement("video") };
Object.assign(preview.player, {
  muted: true, loop: true, playsInline: true, preload: "auto", tabIndex: -1, disablePictureInPicture: true,
});
preview.player.setAttribute("aria-hidden", "true");

function beginPreview(card) {
  if (preview.card === card) return;
  endPreview();
  if (stillness.matches || !card?.clip?.address || card.clip.missing || find("viewer").open) return;
  preview.card = card;
  // Not for a pointer that only passes.
  preview.timer = setTimeout(() => {
    preview.player.src = card.clip.address;
    card.parts.frame.insertBefore(preview.player, card.parts.flag);
    preview.player.play().catch(() => {});
  }, 120);
}

function endPreview() {
  clearTimeout(preview.timer);
  const { card, player } = preview;
  preview.card = null;
  if (!card) return;
  card.classList.remove("live");
  player.pause();
  player.removeAttribute("src");
  player.load();
  player.remove();
}

preview.player.addEventListener("playing", () => preview.card?.classList.add("live"));
preview.player.addEventListener("timeupdate", () => {
  const { card, player } = preview;
  if (card && player.duration > 0) {
    card.parts.played.style.transform = `scaleX(${player.currentTime / player.duration})`;
  }
});
preview.player.addEventListener("error", () => {
  const { card, player } = preview;
  if (!card || !player.hasAttribute("src")) return;
  markMissing(card.clip);
  endPreview();
});

/** Notes that a clip's file does not play here. */
function markMissing(clip) {
  clip.missing = true;
  for (const card of cards.values()) {
    if (card.clip !== clip) continue;
    card.classList.add("missing");
    card.parts.blank.textContent = "Does not play";
  }
}
