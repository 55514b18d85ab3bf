// A scrolling list of messages with lines between days, that stays at its end while new ones come.
import { atEnd, h, keyed } from "../dom.js";
import { now } from "../store.js";
import { dayLabel, sameDay } from "../time.js";
import { messageElement, messageSignature } from "./message.js";

const GROUP_SECONDS = 300;

/** Draw `messages` into `root`; `lead` items ({ key, signature, render }) may be put before some of them. */
export function drawMessages(root, messages, { inThread = false, place }) {
  const entering = root.dataset.place !== place;
  const follow = entering || atEnd(root);
  const held = root.keyedChildren?.size ?? 0;
  root.dataset.place = place;
  const items = withLines(messages, inThread);
  keyed(root, items, (item) => item.key, (item) => item.signature, (item) => item.render());
  if (follow) toEnd(root, entering);
  else if (items.length > held) root.classList.add("has-more");
}

function toEnd(root, entering) {
  const last = root.lastElementChild;
  // A first visit must start at the end at once; later arrivals may glide if the person allows motion.
  if (entering || !last) root.scrollTop = root.scrollHeight;
  else root.scrollTo({ top: root.scrollHeight, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function withLines(messages, inThread) {
  const items = [];
  let before = null;
  for (const message of messages) {
    const at = Number(message.ts);
    if (!inThread && (!before || !sameDay(Number(before.ts), at))) items.push(dayLine(at));
    const compact = Boolean(before) && follows(before, message) && !(inThread && items.length === 1);
    items.push({ key: `${message.ts}${message.ephemeral_to ? "e" : ""}`, signature: `${messageSignature(message)}${compact}${inThread}`,
      render: () => messageElement(message, { compact, inThread }) });
    if (inThread && items.length === 1 && messages.length > 1) items.push(replyLine(messages.length - 1));
    before = message;
  }
  return items;
}

function dayLine(at) {
  const label = dayLabel(at, now());
  return { key: `day-${label}`, signature: label, render: () => h("div", { class: "day-line", role: "separator" }, h("span", { text: label })) };
}

function replyLine(count) {
  const words = `${count} ${count === 1 ? "reply" : "replies"}`;
  return { key: "replies", signature: words, render: () => h("div", { class: "reply-line" }, h("span", { text: words })) };
}

/** A message right after another by the same author shows no second name. */
function follows(before, message) {
  const same = before.user === message.user && before.bot_id === message.bot_id && (before.username ?? "") === (message.username ?? "");
  const plain = !before.subtype && !message.subtype && !before.ephemeral_to && !message.ephemeral_to;
  return same && plain && Number(message.ts) - Number(before.ts) < GROUP_SECONDS && !before.reply_count;
}
