// The small bar that appears over a message: react, reply, and what else can be done with it: editing and
// deleting one's own, and the app's message shortcuts.
import { act } from "../api.js";
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { openDialog } from "../dialog.js";
import { go, slack, store } from "../store.js";
import { startEditing } from "./editor.js";
import { isOwn } from "./people.js";
import { openPicker, smile } from "./reactions.js";

const MORE = "More actions";

export function hoverMenu(message, { inThread }) {
  if (message.ephemeral_to) return null;
  const bar = h("div", { class: "hover-menu", testid: "hover-menu" });
  bar.append(tool("React", "react-button", smile(), (event) => openPicker(event.currentTarget, message)));
  if (!inThread)
    bar.append(tool("Reply in thread", "reply-button", icon(ICONS.reply, 17), () => openThread(message)));
  const more = tool(MORE, "more-button", icon(ICONS.more, 17), () => openMore(more, message));
  more.setAttribute("aria-haspopup", "listbox");
  bar.append(more);
  return bar;
}

function tool(label, testid, face, onClick) {
  return h(
    "button",
    { type: "button", class: "icon-btn", "aria-label": label, title: label, testid, on: { click: onClick } },
    face,
  );
}

function openThread(message) {
  go({ thread: { channel: message.channel, ts: message.thread_ts ?? message.ts } });
  setTimeout(() => document.querySelector("[data-testid='thread-composer'] textarea")?.focus(), 30);
}

function openMore(anchor, message) {
  // One's own message first: there are seconds only in which a reply can be changed or taken back.
  const items = [...(isOwn(message) ? ownItems(message) : []), ...shortcutItems(message)];
  listMenu({
    anchor,
    items,
    label: MORE,
    align: "end",
    width: 230,
    onPick: (item) => item.run(),
    empty: "Nothing else can be done here",
  });
}

function ownItems(message) {
  const own = { group: "Your message" };
  return [
    { ...own, label: "Edit message", value: "edit", testid: "edit-message", run: () => startEditing(message) },
    {
      ...own,
      label: "Delete message…",
      value: "delete",
      testid: "delete-message",
      danger: true,
      run: () => askDelete(message),
    },
  ];
}

function shortcutItems(message) {
  return slack()
    .shortcuts.filter((one) => one.type === "message")
    .map((one) => ({
      label: one.name,
      hint: slack().app.name,
      value: one.callback_id,
      group: MORE,
      testid: "message-shortcut",
      run: () => runShortcut(message, one.callback_id),
    }));
}

function runShortcut(message, callback) {
  return act("slack/message_shortcut", {
    user: store.me,
    channel: message.channel,
    ts: message.ts,
    callback_id: callback,
  });
}

function askDelete(message) {
  const keep = h("button", { type: "button", class: "btn", text: "Cancel" });
  const drop = h("button", { type: "button", class: "btn danger", text: "Delete", testid: "confirm-delete" });
  const close = openDialog({
    title: "Delete message",
    small: true,
    footer: [keep, drop],
    testid: "delete-dialog",
    body: h("p", { text: "Are you sure you want to delete this message? This cannot be undone." }),
  });
  keep.addEventListener("click", close);
  drop.addEventListener("click", () => {
    close();
    act("slack/delete", { user: store.me, channel: message.channel, ts: message.ts });
  });
  drop.focus();
}
