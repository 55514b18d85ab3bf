// Pictures. Only what this machine serves is fetched; anything else is shown by its words.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";

/** Slack's own addresses of files ask for the bot's token; the page has a door of its own. */
export const fileUrl = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

/** A file is named by its id, or by an address that holds it: …/F0123456789/picture.png */
const fileId = ({ id, url }) => id ?? url.split("/").find((part) => /^F[A-Z0-9]{6,}$/.test(part)) ?? "";

// As in serve.py: a phone's HEIC is a picture, and yet neither Slack nor a browser draws it.
const DRAWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Whether a file of this type is drawn; any other is a line to press. */
export const isDrawn = (type) => DRAWN.has(type);

const LOCAL = /^(https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?)?\//;

export function picture(image, size) {
  const url = image.image_url ?? (image.slack_file && fileUrl(fileId(image.slack_file)));
  const alt = image.alt_text ?? "";
  if (!url || !LOCAL.test(url)) return placeholder(alt, size);
  const node = h("img", { src: url, alt, class: `picture ${size}`, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(placeholder(alt, size)));
  return node;
}

function placeholder(alt, size) {
  return h(
    "span",
    { class: `picture-missing ${size}`, role: "img", "aria-label": alt, title: alt },
    icon(ICONS.image, size === "tiny" ? 13 : 20),
    size === "large" && h("span", { text: alt }),
  );
}
