// Standard markdown to DOM, as far as Slack's markdown block shows it: headings, lists, quotes, code, bold,
// italics, strikethrough and links. A backslash takes a sign's meaning away. Mentions are read as in Slack.
import { h } from "./dom.js";
import { link, mrkdwn } from "./mrkdwn.js";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const BULLET = /^ {0,3}[-*+]\s+(.*)$/;
const NUMBER = /^ {0,3}(\d{1,9})[.)]\s+(.*)$/;
const QUOTE = /^ {0,3}>\s?(.*)$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;

/** The text as a list of nodes. */
export function markdown(text) {
  const nodes = [];
  const waiting = (text ?? "").split("\n");
  while (waiting.length) nodes.push(...block(waiting));
  return nodes;
}

/** The first block of the lines that wait, which are taken off them. */
function block(waiting) {
  const fence = waiting[0].match(FENCE);
  if (fence) return [fenced(waiting, fence[1])];
  if (RULE.test(waiting[0])) return waiting.shift() && [h("hr")];
  const heading = waiting[0].match(HEADING);
  if (heading) {
    waiting.shift();
    return [h("p", {}, h("strong", {}, inline(heading[2])))];
  }
  if (BULLET.test(waiting[0])) return [list("ul", waiting, BULLET, 1)];
  if (NUMBER.test(waiting[0])) return [numbered(waiting)];
  if (QUOTE.test(waiting[0])) return [h("blockquote", {}, spaced(taken(waiting, QUOTE).map((m) => m[1])))];
  return paragraph(waiting);
}

function fenced(waiting, mark) {
  waiting.shift();
  const code = [];
  while (waiting.length) {
    const line = waiting.shift();
    if (line.trimStart().startsWith(mark) && !line.trim().replaceAll(mark[0], "")) break;
    code.push(line);
  }
  return h("pre", { class: "mono", text: code.join("\n") });
}

function numbered(waiting) {
  const start = Number(waiting[0].match(NUMBER)[1]);
  const ordered = list("ol", waiting, NUMBER, 2);
  if (start !== 1) ordered.setAttribute("start", start);
  return ordered;
}

function list(tag, waiting, pattern, group) {
  return h(
    tag,
    {},
    taken(waiting, pattern).map((match) => h("li", {}, inline(match[group]))),
  );
}

function paragraph(waiting) {
  const lines = [];
  while (waiting.length && waiting[0].trim() && (!lines.length || !begins(waiting[0])))
    lines.push(waiting.shift());
  if (!lines.length) {
    waiting.shift();
    return [];
  }
  return [h("p", {}, spaced(lines))];
}

const begins = (line) => [FENCE, HEADING, BULLET, NUMBER, QUOTE, RULE].some((each) => each.test(line));

/** The matches of the first lines that fit, which are taken off. */
function taken(waiting, pattern) {
  const found = [];
  while (waiting.length && pattern.test(waiting[0])) found.push(waiting.shift().match(pattern));
  return found;
}

const spaced = (lines) => lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...inline(line)]);

const PATTERNS = [
  [/\\([!-/:-@[-`{-~])/, (m) => m[1]],
  [/(`+)([^`]|[^`].*?[^`])\1(?!`)/, (m) => h("code", { class: "mono", text: m[2].trim() })],
  [/<([@#!][^<>\n]+)>/, (m) => mrkdwn(m[0])],
  [/<(https?:[^<>\s]+)>/, (m) => link(m[1], "")],
  [/\[((?:\\.|[^\]\\])+)\]\(<?(https?:[^)\s>]+)>?\)/, (m) => link(m[2], words(m[1]))],
  [/https?:\/\/[^\s<>\\]+[^\s<>\\.,;:!?)"']/, (m) => link(m[0], "")],
  [/\*\*(?!\s)((?:\\.|[^\\])+?)(?<!\s)\*\*/, (m) => h("strong", {}, inline(m[1]))],
  [/__(?!\s)((?:\\.|[^\\])+?)(?<!\s)__(?!\w)/, (m) => h("strong", {}, inline(m[1]))],
  [/\*(?!\s)((?:\\.|[^\\*])+?)(?<!\s)\*/, (m) => h("em", {}, inline(m[1]))],
  [/(?<!\w)_(?!\s)((?:\\.|[^\\_])+?)(?<!\s)_(?!\w)/, (m) => h("em", {}, inline(m[1]))],
  [/~~((?:\\.|[^\\])+?)~~/, (m) => h("s", {}, inline(m[1]))],
];

function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const hit = earliest(rest);
    if (!hit) break;
    if (hit.match.index) nodes.push(unescape(rest.slice(0, hit.match.index)));
    nodes.push(...[hit.make(hit.match)].flat());
    rest = rest.slice(hit.match.index + hit.match[0].length);
  }
  if (rest) nodes.push(unescape(rest));
  return nodes;
}

function earliest(text) {
  let best = null;
  for (const [pattern, make] of PATTERNS) {
    const match = pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { match, make };
  }
  return best;
}

/** What a link is called, its marks taken away. */
const words = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/[*_`~]/g, "");

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
