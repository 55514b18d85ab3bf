// The rich_text block: what Slack's own composer produces.
import { h } from "./dom.js";
import { channelLink, emojiNode, groupMention, link, mention } from "./mrkdwn.js";
import { now } from "./store.js";
import { dateTokens } from "./time.js";

export function richText(block) {
  return h("div", { class: "rich" }, block.elements.map(piece));
}

function piece(element) {
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_preformatted")
    return h("pre", { class: "mono" }, element.elements.map(leaf));
  if (element.type === "rich_text_quote") return h("blockquote", {}, element.elements.map(leaf));
  return h("div", { class: "rich-section" }, element.elements.map(leaf));
}

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const node = h(
    tag,
    { start: (element.offset ?? 0) + 1 },
    element.elements.map((item) => h("li", {}, piece(item))),
  );
  node.style.marginInlineStart = `${(element.indent ?? 0) * 20}px`;
  return node;
}

const LEAVES = {
  text: (leaf) => leaf.text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])),
  link: (leaf) => link(leaf.url, leaf.text),
  emoji: (leaf) => emojiNode(leaf.name) ?? `:${leaf.name}:`,
  user: (leaf) => mention(leaf.user_id),
  channel: (leaf) => channelLink(leaf.channel_id),
  broadcast: (leaf) => h("span", { class: "mention me", text: `@${leaf.range}` }),
  usergroup: (leaf) => groupMention(leaf.usergroup_id),
  date: (leaf) => h("time", { text: dateTokens(leaf.format ?? "{date}", leaf.timestamp, now()) }),
};

function leaf(element) {
  let node = (LEAVES[element.type] ?? ((other) => other.fallback ?? ""))(element);
  const style = element.style ?? {};
  for (const [name, tag] of [
    ["code", "code"],
    ["bold", "strong"],
    ["italic", "em"],
    ["strike", "s"],
  ]) {
    if (style[name]) node = h(tag, name === "code" ? { class: "mono" } : {}, node);
  }
  return node;
}
