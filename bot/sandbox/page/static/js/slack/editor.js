// Editing one's own message where it stands.
import { act } from "../api.js";
import { h } from "../dom.js";
import { changed, channelById, store, userById } from "../store.js";
import { nameOfUser } from "./people.js";

let editing = null;
let before = null; // what had the focus

const idOf = (message) => `${message.channel}/${message.ts}`;

export const isEditing = (message) => editing === idOf(message);

export function startEditing(message) {
  editing = idOf(message);
  before = document.activeElement;
  changed();
  setTimeout(() => document.querySelector("[data-testid='edit-box']")?.focus(), 30);
}

function stop() {
  editing = null;
  changed();
  before?.focus?.({ preventScroll: true });
}

export function editor(message) {
  const box = h("textarea", {
    class: "field-input",
    testid: "edit-box",
    rows: 2,
    "aria-label": "Edit message",
    value: asTyped(message.text),
  });
  const save = async () => {
    const text = box.value;
    stop();
    if (text !== asTyped(message.text))
      await act("slack/edit", { user: store.me, channel: message.channel, ts: message.ts, text });
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  });
  return h(
    "div",
    { class: "editor" },
    box,
    h(
      "div",
      { class: "actions-row" },
      h("button", { type: "button", class: "btn small", text: "Cancel", on: { click: stop } }),
      h("button", {
        type: "button",
        class: "btn small primary",
        text: "Save",
        testid: "save-edit",
        on: { click: save },
      }),
    ),
  );
}

/** A message's escaped text as its author typed it. */
function asTyped(text) {
  return text
    .replace(/<@(\w+)>/g, (whole, id) => (userById(id) ? `@${nameOfUser(userById(id))}` : whole))
    .replace(/<#(\w+)(?:\|([^>]*))?>/g, (whole, id, name) => `#${channelById(id)?.name ?? name}`)
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
