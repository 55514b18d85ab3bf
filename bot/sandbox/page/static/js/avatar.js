// Avatars are drawn, never fetched: initials on a colour.
import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";

const COLOURS = [
  "#3f6fb5",
  "#a8527a",
  "#2f7d6b",
  "#b06a2c",
  "#6b5bb0",
  "#4d7a35",
  "#a8484a",
  "#2f7793",
  "#8a5a9e",
  "#7a6a2a",
  "#54708f",
];

const given = new Map();

/** Each name keeps the colour it got when it was first drawn, so that neighbours differ. */
export function colourOf(name) {
  if (!given.has(name)) given.set(name, COLOURS[given.size % COLOURS.length]);
  return given.get(name);
}

export function initialsOf(name) {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "#";
}

/** A square (Slack) or round (phone) avatar; `app` marks the product's own. */
export function avatar(name, { size = 36, app = false, emoji = null, round = false } = {}) {
  const classes = ["avatar", app ? "app" : "", round ? "round" : ""].join(" ").trim();
  const element = h("span", { class: classes, "aria-hidden": "true" });
  element.style.setProperty("--size", `${size}px`);
  const picture = emoji && emojiFor(emoji.replaceAll(":", ""));
  if (picture) element.classList.add("emoji");
  else if (!app) element.style.backgroundColor = colourOf(name);
  element.textContent = picture || (app ? "≡" : initialsOf(name));
  return element;
}
