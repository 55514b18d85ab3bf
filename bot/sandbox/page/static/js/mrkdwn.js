// Slack's mrkdwn to DOM. Entities are parsed from the escaped text, and unescaped only when they become text.
import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { channelById, go, now, slack, store, userById } from "./store.js";
import { dateTokens, fullTime } from "./time.js";

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** mrkdwn as a list of nodes: fences and quotes by line, the rest inline. */
export function mrkdwn(text) {
  const nodes = [];
  for (const [index, part] of (text ?? "").split(/```/).entries()) {
    // An odd part stands between two fences; a fence that never closes is text.
    if (index % 2)
      nodes.push(
        h("pre", {
          class: "mono",
          text: unescape(stripEntities(part.replace(/^\n/, "").replace(/\n$/, ""))),
        }),
      );
    else if (part) nodes.push(...lines(index ? part.replace(/^\n/, "") : part));
  }
  return nodes;
}

/** Inside code an entity shows its own words. */
function stripEntities(text) {
  return text.replace(/<([^>|]*)\|?([^>]*)>/g, (_, target, label) => label || target);
}

function lines(text) {
  const nodes = [];
  let quote = null;
  for (const [index, line] of text.split("\n").entries()) {
    const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
    if (quoted) {
      if (!quote) nodes.push((quote = h("blockquote")));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1]));
      continue;
    }
    if (index && !quote) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line));
  }
  return nodes;
}

const PATTERNS = [
  [/`([^`\n]+)`/, (m) => h("code", { class: "mono", text: unescape(stripEntities(m[1])) })],
  [/<([^<>\n]+)>/, (m) => entity(m[1])],
  [/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/, (m) => emojiNode(m[1]) ?? m[0]],
  [/(?<![\p{L}\p{N}*])\*(?!\s)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/u, (m) => h("strong", {}, inline(m[1]))],
  [/(?<![\p{L}\p{N}_])_(?!\s)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/u, (m) => h("em", {}, inline(m[1]))],
  [/(?<![\p{L}\p{N}~])~(?!\s)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/u, (m) => h("s", {}, inline(m[1]))],
];

function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const hit = earliest(rest, PATTERNS);
    if (!hit) break;
    if (hit.match.index) nodes.push(unescape(rest.slice(0, hit.match.index)));
    nodes.push(hit.make(hit.match));
    rest = rest.slice(hit.match.index + hit.match[0].length);
  }
  if (rest) nodes.push(unescape(rest));
  return nodes;
}

function earliest(text, patterns) {
  let best = null;
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { match, make };
  }
  return best;
}

/** What stands between < and >: a mention, a channel, a broadcast, a date or a link. */
function entity(body) {
  const [target, ...labelParts] = body.split("|");
  const label = labelParts.join("|");
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date^")) return dateNode(target, label);
  if (target.startsWith("!subteam^")) return groupMention(target.slice(9), label);
  if (target.startsWith("!"))
    return h("span", { class: "mention me", text: `@${label || target.slice(1).split("^")[0]}` });
  return link(unescape(target), label);
}

export function mention(id) {
  const user = userById(id);
  const classes = id === store.me ? "mention me" : "mention";
  return h("span", { class: classes, text: `@${user ? user.real_name || user.name : id}` });
}

/** A user group by its handle; who is in it sees it as a mention of themselves. */
export function groupMention(id, label = "") {
  const group = slack().groups.find((one) => one.id === id);
  const classes = group?.users.includes(store.me) ? "mention me" : "mention";
  return h("span", { class: classes, text: `@${group?.handle ?? (label.replace(/^@/, "") || id)}` });
}

export function channelLink(id, label) {
  const name = channelById(id)?.name ?? (label || id);
  return h("a", {
    class: "mention",
    href: "#",
    text: `#${name}`,
    on: {
      click: (event) => {
        event.preventDefault();
        go({ place: { kind: "channel", id } });
      },
    },
  });
}

function dateNode(target, fallback) {
  const [, seconds, template, href] = target.split("^");
  const words = Number.isFinite(Number(seconds))
    ? dateTokens(template ?? "", Number(seconds), now())
    : unescape(fallback);
  const node = h("time", { title: fullTime(Number(seconds)), text: words });
  return href ? link(href, words) : node;
}

// Only these may leave the page; anything else (javascript: above all) is shown as text.
const SAFE = /^(https?:|mailto:|tel:)/i;

export function link(target, label) {
  const words = label ? unescape(label) : target.replace(/^(mailto:|tel:)/, "");
  if (!SAFE.test(target)) return h("span", { text: words });
  const inPage = target.match(/\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/);
  const on = inPage && {
    click: (event) => {
      event.preventDefault();
      openPermalink(inPage[1], `${inPage[2]}.${inPage[3]}`, new URL(target).searchParams.get("thread_ts"));
    },
  };
  return h("a", { href: target, rel: "noreferrer noopener", target: "_blank", text: words, on });
}

function openPermalink(channel, ts, threadTs) {
  go({ place: { kind: "channel", id: channel }, thread: { channel, ts: threadTs ?? ts } });
}

export function emojiNode(code) {
  const picture = emojiFor(code);
  return (
    picture &&
    h("span", {
      class: "emoji",
      role: "img",
      "aria-label": code.replaceAll("_", " "),
      title: `:${code}:`,
      text: picture,
    })
  );
}

/** A Block Kit text object: plain_text shows emoji codes and nothing else. */
export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return plain(text.text ?? "");
}

export function plain(text) {
  return text.split(/(:[a-z0-9_+-]+:)/).map((part) => {
    const code = part.match(/^:([a-z0-9_+-]+):$/);
    return (code && emojiNode(code[1])) || part;
  });
}
