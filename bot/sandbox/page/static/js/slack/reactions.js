// Reactions under a message, and the picker that adds one.
import { act } from "../api.js";
import { h, icon } from "../dom.js";
import { COMMON, emojiFor } from "../emoji.js";
import { ICONS } from "../icons.js";
import { closeMenu, float } from "../menu.js";
import { store, userById } from "../store.js";
import { nameOfUser } from "./people.js";

export function reactionRow(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => pill(message, reaction)),
  );
}

function pill(message, reaction) {
  const mine = reaction.users.includes(store.me);
  const who = reaction.users.map((id) => (userById(id) ? nameOfUser(userById(id)) : id)).join(", ");
  const label = `${reaction.name.replaceAll("_", " ")}: ${who}`;
  return h(
    "button",
    {
      type: "button",
      class: `reaction${mine ? " mine" : ""}`,
      testid: "reaction",
      data: { name: reaction.name },
      title: label,
      "aria-label": label,
      "aria-pressed": mine ? "true" : "false",
      on: { click: () => toggle(message, reaction.name, mine) },
    },
    h("span", { class: "emoji", text: emojiFor(reaction.name) ?? `:${reaction.name}:` }),
    h("span", { text: String(reaction.users.length) }),
  );
}

export function toggle(message, name, mine) {
  return act(mine ? "slack/unreact" : "slack/react", {
    user: store.me,
    channel: message.channel,
    ts: message.ts,
    name,
  });
}

export function openPicker(anchor, message) {
  const choose = (name) => () => {
    closeMenu();
    const has = message.reactions?.some(
      (reaction) => reaction.name === name && reaction.users.includes(store.me),
    );
    toggle(message, name, has);
  };
  const grid = h(
    "div",
    { class: "menu picker", testid: "reaction-picker", role: "menu", "aria-label": "Reactions" },
    COMMON.map((name) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          "aria-label": name.replaceAll("_", " "),
          title: `:${name}:`,
          data: { name },
          on: { click: choose(name) },
        },
        emojiFor(name),
      ),
    ),
  );
  grid.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenu();
  });
  float(anchor, grid, { align: "end" });
  grid.querySelector("button").focus();
}

export const smile = () => icon(ICONS.smile, 17);
