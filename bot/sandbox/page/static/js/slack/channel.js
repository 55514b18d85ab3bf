// A channel or direct message: its head, its messages, its composer.
import { h, icon, replace } from "../dom.js";
import { ICONS } from "../icons.js";
import { channelById, messagesIn, onChange, slack, store } from "../store.js";
import { makeComposer } from "./composer.js";
import { drawMessages, messageList, toEnd } from "./list.js";
import { appChannel, isDirect, isOwn, placeName } from "./people.js";
import { homeTabs } from "./tabs.js";
import { markSeen } from "./unread.js";
import { visible } from "./visible.js";

export function makeChannel(root) {
  const head = h("header", { class: "pane-head" });
  const list = messageList({ testid: "message-list", label: "Messages" });
  const composer = makeComposer({
    where: () => ({ channel: store.place.id, thread_ts: null }),
    onSend: () => toEnd(list),
    lastOwn: () => messagesIn(store.place.id).filter(inChannel).findLast(isOwn),
    testid: "composer",
  });
  root.append(head, list, composer.element);
  let shownHead = "";
  onChange(() => {
    const channel = store.place?.kind === "channel" && channelById(store.place.id);
    if (!channel) return;
    const signature = JSON.stringify([
      channel.id,
      channel.name,
      channel.members.length,
      channel.is_archived,
      store.me,
    ]);
    if (signature !== shownHead) drawHead(head, channel);
    shownHead = signature;
    const shown = messagesIn(channel.id).filter((message) => visible(message) && inChannel(message));
    if (shown.length) drawMessages(list, shown, { place: `${store.me}/${channel.id}` });
    else drawEmpty(list, channel);
    markSeen(channel.id);
    composer.update({
      key: `${store.me}/${channel.id}`,
      placeholder: `Message ${placeName(channel)}`,
      disabled: channel.is_archived ? "This channel is archived: nobody can post in it." : blocked(channel),
    });
  });
}

function blocked(channel) {
  const readOnly = channel.id === appChannel()?.id && (!slack().app.messages_tab || slack().app.read_only);
  return readOnly ? "Sending messages to this app has been turned off." : null;
}

const inChannel = (message) =>
  !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";

function drawHead(head, channel) {
  if (channel.id === appChannel()?.id) {
    replace(head, h("h1", { text: slack().app.name }), homeTabs("messages"));
    return;
  }
  replace(
    head,
    h(
      "h1",
      { testid: "channel-name" },
      isDirect(channel) ? null : icon(ICONS.hash, 17),
      placeName(channel).replace(/^#/, ""),
    ),
    !isDirect(channel) &&
      h(
        "span",
        { class: "members", title: "Members" },
        icon(ICONS.at, 14),
        `${channel.members.length} members`,
      ),
  );
}

function drawEmpty(list, channel) {
  list.keyedChildren = new Map();
  list.dataset.place = "";
  replace(
    list,
    h(
      "div",
      { class: "empty" },
      h("h2", { text: placeName(channel) }),
      h("p", { text: emptyWords(channel) }),
    ),
  );
}

function emptyWords(channel) {
  if (isDirect(channel)) return "This is the start of the conversation.";
  const command = slack().commands[0]?.command;
  const isInbox = `#${channel.name}` === store.state.inbox;
  if (!isInbox || !command) return "Nothing has been said here yet.";
  return `Each client gets a thread here. Type ${command} and a name below, or answer from a phone on the right.`;
}
