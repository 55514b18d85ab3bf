// The two buttons beside a WhatsApp bubble: react to it, and answer it.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { closeMenu, float } from "../menu.js";

const OFFERED = [
  ["👍", "Thumbs up"],
  ["❤️", "Heart"],
  ["😂", "Laughing"],
  ["😮", "Surprised"],
  ["😢", "Sad"],
  ["🙏", "Thanks"],
];

export function tools(message, { react, reply }) {
  const smile = tool("React", "bubble-react", ICONS.smile, () => openPicker(smile, message, react));
  smile.setAttribute("aria-haspopup", "menu");
  const answer = tool("Reply", "bubble-reply", ICONS.reply, () => reply(message));
  return h("span", { class: "bubble-tools" }, smile, answer);
}

function tool(label, testid, face, onClick) {
  return h(
    "button",
    { type: "button", class: "icon-btn", "aria-label": label, title: label, testid, on: { click: onClick } },
    icon(face, 15),
  );
}

function openPicker(anchor, message, react) {
  const grid = h(
    "div",
    { class: "menu picker", testid: "bubble-picker", role: "menu", "aria-label": "Reactions" },
    OFFERED.map(([emoji, label]) => choice(emoji, label, message, react)),
  );
  grid.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeMenu();
    anchor.focus();
  });
  float(anchor, grid, { align: message.direction === "out" ? "end" : "start" });
  grid.querySelector("button").focus();
}

function choice(emoji, label, message, react) {
  const has = message.reaction === emoji;
  return h(
    "button",
    {
      type: "button",
      role: "menuitemradio",
      "aria-checked": has ? "true" : "false",
      "aria-label": has ? `Take back: ${label}` : label,
      class: has ? "chosen" : "",
      data: { emoji },
      on: {
        click: () => {
          closeMenu();
          react(message, has ? "" : emoji);
        },
      },
    },
    emoji,
  );
}
