// A scrolling list of messages with lines between days, that stays at its end while new ones come.
import { atEnd, h, keyed } from "../dom.js";
import { now } from "../store.js";
import { dayLabel, sameDay } from "../time.js";
import { messageElement, messageSignature } from "./message.js";

const GROUP_SECONDS = 300;

/** A list for `drawMessages`; while it stands at its end it stays there when its pane changes size. */
export function messageList({ testid, label }) {
  const root = h("div", { class: "messages", testid, role: "log", "aria-label": label, tabIndex: 0 });
  let following = true;
  root.addEventListener("scroll", () => {
    following = atEnd(root);
  });
  new ResizeObserver(() => {
    if (following) toEnd(root);
  }).observe(root);
  return root;
}

/** Draw `messages` into a list; entering another `place` starts at its end. */
export function drawMessages(root, messages, { inThread = false, place }) {
  const follow = root.dataset.place !== place || atEnd(root);
  root.dataset.place = place;
  keyed(
    root,
    withLines(messages, inThread),
    (item) => item.key,
    (item) => item.signature,
    (item) => item.render(),
  );
  if (follow) toEnd(root);
}

/** Go to the end of a list and stay there: whoever writes wants to see it, and what is answered. */
export function toEnd(root) {
  root.scrollTop = root.scrollHeight;
}

function withLines(messages, inThread) {
  const items = [];
  let before = null;
  // What only one person sees is no reply.
  const replies = messages.filter((message) => !message.ephemeral_to).length - 1;
  for (const message of messages) {
    const at = Number(message.ts);
    if (!inThread && (!before || !sameDay(Number(before.ts), at))) items.push(dayLine(at));
    const compact = Boolean(before) && follows(before, message) && !(inThread && items.length === 1);
    items.push({
      key: `${message.ts}${message.ephemeral_to ? "e" : ""}`,
      signature: `${messageSignature(message)}${compact}${inThread}`,
      render: () => messageElement(message, { compact, inThread }),
    });
    if (inThread && items.length === 1 && replies > 0) items.push(replyLine(replies));
    before = message;
  }
  return items;
}

function dayLine(at) {
  const label = dayLabel(at, now());
  return {
    key: `day-${label}`,
    signature: label,
    render: () => h("div", { class: "day-line", role: "separator" }, h("span", { text: label })),
  };
}

function replyLine(count) {
  const words = `${count} ${count === 1 ? "reply" : "replies"}`;
  return {
    key: "replies",
    signature: words,
    render: () => h("div", { class: "reply-line" }, h("span", { text: words })),
  };
}

/** A message right after another by the same author shows no second name. */
function follows(before, message) {
  const same =
    before.user === message.user &&
    before.bot_id === message.bot_id &&
    (before.username ?? "") === (message.username ?? "");
  const plain = !before.subtype && !message.subtype && !before.ephemeral_to && !message.ephemeral_to;
  return same && plain && Number(message.ts) - Number(before.ts) < GROUP_SECONDS && !before.reply_count;
}
