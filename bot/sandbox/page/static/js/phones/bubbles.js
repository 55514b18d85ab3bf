// Bubbles with their ticks, as a phone shows them; "out" is what the phone's owner wrote.
import { isDrawn, picture } from "../blocks/images.js";
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { clockTime, weekday } from "../time.js";
import { contact, forwarded, place, quote, reaction, sound } from "./extras.js";
import { tools } from "./tools.js";

const TICK_WORDS = {
  queued: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not delivered",
};

export const bubbleSignature = (message, last) =>
  JSON.stringify([message.body, message.ticks, message.media, message.buttons, message.reaction, last]);

/** `does` holds what a person can do with it: `press`, `pick`, `react`, `reply`. */
export function bubble(message, conversation, last, does) {
  const { channel } = conversation;
  const mine = message.direction === "out";
  const foot = channel === "whatsapp" ? whatsappFoot(message, mine) : null;
  const box = h(
    "div",
    {
      class: `bubble ${mine ? "mine" : "theirs"}${last ? " last" : ""} ${message.kind}`,
      testid: "bubble",
      data: { direction: message.direction, status: message.ticks, sid: message.sid },
    },
    forwarded(message),
    quote(message, conversation),
    place(message),
    contact(message) ?? message.media.map(media),
    message.header && h("strong", { class: "bubble-text", text: message.header }),
    message.body && h("span", { class: "bubble-text", testid: "bubble-text", text: message.body }),
    message.footer && h("small", { class: "bubble-text bubble-footer", text: message.footer }),
    foot,
    choices(message, does),
    reaction(message),
  );
  if (channel === "whatsapp")
    return h("div", { class: `bubble-line ${mine ? "mine" : "theirs"}` }, box, tools(message, does));
  if (!mine || !last) return box;
  return h(
    "div",
    { class: "bubble-with-note" },
    box,
    h("small", { class: message.ticks === "failed" ? "bad" : "", text: TICK_WORDS[message.ticks] ?? "" }),
  );
}

function whatsappFoot(message, mine) {
  const ticks =
    mine &&
    h(
      "span",
      {
        class: `ticks ${message.ticks}`,
        role: "img",
        "aria-label": TICK_WORDS[message.ticks] ?? message.ticks,
      },
      icon(
        message.ticks === "sent"
          ? "M5 12.500l4.500 4.500L19 7.500"
          : ["M2 12.500l4.500 4.500L16 7.500", "M11 16l1 1L22 7.500"],
        15,
      ),
    );
  return h("span", { class: "bubble-foot" }, clockTime(message.at), ticks);
}

function choices(message, { press, pick }) {
  const buttons = message.buttons.map((label) => choice(label, () => press(label, message)));
  if (message.rows.length) {
    const list = choice(message.list_button || "Choose from the list", () => openRows(list, message, pick));
    buttons.push(list);
  }
  return buttons.length > 0 && h("div", { class: "bubble-buttons" }, buttons);
}

function openRows(anchor, message, pick) {
  const items = message.rows.map((row) => ({
    label: row.title,
    hint: row.description,
    value: row.title,
    testid: "bubble-row",
    row,
  }));
  listMenu({ anchor, items, label: "Choose from the list", onPick: ({ row }) => pick(row, message) });
}

function choice(label, press) {
  return h("button", { type: "button", testid: "bubble-button", text: label, on: { click: press } });
}

function media(file) {
  const playing = sound(file);
  if (playing) return playing;
  if (isDrawn(file.content_type))
    return picture({ image_url: file.url, alt_text: file.name || "Picture" }, "large");
  return h(
    "a",
    { class: "file", href: file.url, target: "_blank", rel: "noreferrer", testid: "bubble-file" },
    icon(ICONS.file, 20),
    h("span", { text: file.name || file.content_type }),
  );
}

export function dayMark(at) {
  const words = `${weekday(at)}, ${clockTime(at)}`;
  return { key: `mark-${at}`, signature: words, render: () => h("div", { class: "day-mark", text: words }) };
}
