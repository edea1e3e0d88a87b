"use strict";

// What the gallery shows: read from the page's data blocks, which are never run.

const find = (id) => document.getElementById(id);

/** The values of all data blocks of a name, in their order; the blocks are dropped, for they are large. */
function blocks(name) {
  const parts = document.querySelectorAll(`script[type="application/json"][data-part="${name}"]`);
  return Array.from(parts, (part) => {
    const value = JSON.parse(part.textContent);
    part.remove();
    return value;
  });
}

const about = blocks("about")[0] ?? { title: "", fields: [], lists: {} };
const prompts = blocks("prompts").flat();
const clips = blocks("clips").flat().map(readClip);
const clipsByNumber = new Map(clips.map((clip) => [clip.number, clip]));
const childrenOf = new Map();
for (const clip of clips) {
  if (clip.parent === null) continue;
  const children = childrenOf.get(clip.parent);
  if (children) children.push(clip); else childrenOf.set(clip.parent, [clip]);
}

/** A clip of its row, whose values are in the order of `about.fields`. */
function readClip(row, order) {
  const raw = {};
  about.fields.forEach((name, place) => { raw[name] = row[place] ?? null; });
  const word = (name) => (raw[name] === null ? null : about.lists[name][raw[name]]);
  const prompt = raw.prompt === null ? null : prompts[raw.prompt];
  const known = raw.width > 0 && raw.height > 0;
  return {
    order,
    number: raw.number,
    id: `v${raw.number}`,
    name: raw.title ?? opening(prompt) ?? raw.file ?? `v${raw.number}`,
    title: raw.title,
    prompt,
    file: raw.file,
    address: raw.file === null ? null : address(raw.file),
    poster: raw.poster === null ? null : address(`gallery/posters/${raw.poster}`),
    bytes: raw.bytes,
    duration: raw.duration,
    width: known ? raw.width : null,
    height: known ? raw.height : null,
    aspect: known ? raw.width / raw.height : 16 / 9,
    rate: raw.rate,
    videoCodec: word("video_codec"),
    audioCodec: word("audio_codec"),
    verdict: word("verdict") ?? "unprobed",
    reasons: raw.reasons ?? [],
    provider: word("provider"),
    model: word("model"),
    operation: word("operation"),
    parent: raw.parent,
    tags: (raw.tags ?? []).map((tag) => about.lists.tags[tag]),
    rating: raw.rating ?? 0,
    created: raw.created === null ? 0 : Date.parse(raw.created) / 1000 || 0,
    asked: raw.asked,
    missing: false,
    folded: null,
  };
}

/** A path in this folder as an address: whatever a name is, it stays a name. */
function address(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** A prompt's first words. */
function opening(text) {
  const line = text?.replace(/\s+/g, " ").trim();
  return line ? (line.length > 140 ? `${line.slice(0, 140).trimEnd()}…` : line) : null;
}

// How values are told.

function lengthText(seconds) {
  if (seconds === null) return "";
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  return clockText(seconds);
}

function clockText(seconds) {
  const all = Math.round(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(all / 3600);
  const rest = `${Math.floor(all / 60) % 60}:${two(all % 60)}`;
  return hours > 0 ? `${hours}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}` : rest;
}

/** How long many clips are together. */
function spanText(seconds) {
  const all = Math.round(seconds);
  if (all < 60) return lengthText(seconds);
  return all < 3600 ? `${Math.floor(all / 60)} min ${all % 60} s` : `${Math.floor(all / 3600)} h ${Math.floor(all / 60) % 60} min`;
}

function bytesText(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

const sizeText = (clip) => (clip.width === null ? "" : `${clip.width}×${clip.height}`);
const starsText = (rating) => "★".repeat(rating);
const dayText = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);
const countText = (count) => `${count.toLocaleString("en")} ${count === 1 ? "clip" : "clips"}`;

/** The days on which clips were made: one, or the first and the last. */
function daysText(list) {
  let first = Infinity;
  let last = -Infinity;
  for (const { created } of list) {
    if (!created) continue;
    first = Math.min(first, created);
    last = Math.max(last, created);
  }
  if (first > last) return "";
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.formatRange(first * 1000, last * 1000);
}
