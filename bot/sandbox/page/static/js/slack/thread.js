// The thread pane: the root, its replies, and a composer of its own.
import { h, icon, replace } from "../dom.js";
import { ICONS } from "../icons.js";
import { channelById, go, messagesIn, onChange, store } from "../store.js";
import { makeComposer } from "./composer.js";
import { drawMessages, messageList, toEnd } from "./list.js";
import { isOwn, placeName } from "./people.js";
import { visible } from "./visible.js";

export function makeThread(root) {
  const where = h("span", { class: "topic" });
  const close = h(
    "button",
    {
      type: "button",
      class: "icon-btn",
      "aria-label": "Close the thread",
      testid: "thread-close",
      on: { click: () => go({ thread: null }) },
    },
    icon(ICONS.close),
  );
  const list = messageList({ testid: "thread-list", label: "Replies" });
  const composer = makeComposer({
    where: () => ({ channel: store.thread.channel, thread_ts: store.thread.ts }),
    onSend: () => toEnd(list),
    lastOwn: () =>
      messagesIn(store.thread.channel)
        .filter((message) => isOf(message, store.thread.ts))
        .findLast(isOwn),
    testid: "thread-composer",
    inThread: true,
  });
  root.append(
    h("header", { class: "pane-head" }, h("h1", { text: "Thread" }), where, close),
    list,
    composer.element,
  );
  onChange(() => {
    if (!store.thread) return;
    const channel = channelById(store.thread.channel);
    if (!channel?.members.includes(store.me)) {
      go({ thread: null });
      return;
    }
    where.textContent = placeName(channel);
    const shown = messagesIn(channel.id).filter(
      (message) => isOf(message, store.thread.ts) && visible(message),
    );
    if (shown.length)
      drawMessages(list, shown, { inThread: true, place: `${store.me}/${channel.id}/${store.thread.ts}` });
    else drawGone(list);
    composer.update({ key: `${store.me}/${channel.id}/${store.thread.ts}`, placeholder: "Reply…" });
  });
}

const isOf = (message, root) => message.ts === root || message.thread_ts === root;

function drawGone(list) {
  list.keyedChildren = new Map();
  list.dataset.place = "";
  replace(list, h("div", { class: "empty" }, h("p", { text: "This message was deleted." })));
}
