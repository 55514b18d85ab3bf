// Pictures. Only what this machine serves is fetched; anything else is shown by its words.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";

const LOCAL = /^(https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?)?\//;

export function picture(image, size) {
  const url = image.image_url ?? image.slack_file?.url;
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
