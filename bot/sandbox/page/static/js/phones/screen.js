// One phone: its frame, its conversation, the box to answer in, and its switches.
import { act } from "../api.js";
import { avatar } from "../avatar.js";
import { atEnd, h, icon, keyed, replace } from "../dom.js";
import { ICONS } from "../icons.js";
import { changed, now, store } from "../store.js";
import { clockTime } from "../time.js";
import { bubble, bubbleSignature, dayMark } from "./bubbles.js";
import { makeAnswer } from "./answer.js";
import { pretty } from "./numbers.js";
import { changeNumberButton, hideNumber } from "./owner.js";
import { isReading, setReading } from "./reading.js";

// Which conversation is open on each phone, by number: "sms" or "whatsapp".
const chosen = new Map();

export function makeScreen() {
  const status = h("div", { class: "status-bar", "aria-hidden": "true" });
  const head = h("header", { class: "chat-head" });
  const list = h("div", {
    class: "bubbles",
    testid: "bubbles",
    role: "log",
    "aria-label": "Texts on the phone",
    tabIndex: 0,
  });
  const answer = makeAnswer();
  const dark = h(
    "div",
    { class: "dark-screen", hidden: true },
    icon(ICONS.phone, 40),
    h("p", { text: "Switched off" }),
  );
  const glass = h("div", { class: "glass" }, status, head, list, answer.element, dark);
  const switches = h("div", { class: "switches" });
  const element = h(
    "div",
    { class: "phone-holder" },
    h("div", { class: "phone", testid: "phone" }, glass),
    switches,
  );
  const parts = { status, head, list, answer, dark, glass, switches, element, before: "" };
  return { element, show: (phone) => show(parts, phone) };
}

function show(parts, phone) {
  const channel = channelOn(phone);
  const conversation = conversationOn(phone, channel);
  parts.glass.dataset.look = channel;
  parts.element.dataset.number = phone.number;
  replace(
    parts.status,
    h("span", { text: clockTime(now()).replace(/ [AP]M/, "") }),
    h("span", { class: "signal" }, h("i"), h("i"), h("i"), h("i")),
  );
  drawBubbles(parts.list, conversation, phone, channel, parts.answer);
  parts.dark.hidden = phone.on;
  parts.answer.update({ phone, channel, to: conversation.with });
  const signature = JSON.stringify([
    phone.number,
    phone.name,
    phone.on,
    phone.kinds,
    phone.landline,
    phone.hides_number,
    channel,
    isReading(phone),
    latest(phone),
    conversation.with,
  ]);
  if (signature === parts.before) return;
  parts.before = signature;
  drawHead(parts.head, phone, channel, conversation);
  drawSwitches(parts.switches, phone, channel);
}

const latest = (phone) => phone.conversations.map((one) => `${one.channel}${one.messages.length}`).join();

/** What was chosen; else where something happened last; else the first the phone can do. */
function channelOn(phone) {
  const wanted = chosen.get(phone.number);
  if (wanted) return wanted;
  const busiest = phone.conversations
    .filter((one) => one.messages.length)
    .sort((a, b) => b.messages.at(-1).at - a.messages.at(-1).at)[0];
  return busiest?.channel ?? (phone.kinds.includes("sms") ? "sms" : (phone.kinds[0] ?? "sms"));
}

function conversationOn(phone, channel) {
  const all = phone.conversations.filter((one) => one.channel === channel);
  const newest = all.sort((a, b) => (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0))[0];
  return (
    newest ?? {
      with: store.state.senders.find((sender) => sender.channel === channel)?.number ?? null,
      channel,
      messages: [],
    }
  );
}

function drawHead(head, phone, channel, conversation) {
  const business = store.state.slack.team.name;
  replace(
    head,
    avatar(business, { size: 34, round: true }),
    h(
      "span",
      { class: "chat-who" },
      h("strong", { text: business }),
      h("small", {
        text:
          channel === "whatsapp"
            ? "WhatsApp business account"
            : conversation.with
              ? pretty(conversation.with)
              : "Text message",
      }),
    ),
    phone.kinds.length > 1 &&
      h(
        "div",
        { class: "channel-switch", role: "group", "aria-label": "App on the phone" },
        phone.kinds.map((kind) => kindButton(phone, kind, channel)),
      ),
  );
}

function kindButton(phone, kind, current) {
  return h(
    "button",
    {
      type: "button",
      class: kind === current ? "current" : "",
      "aria-pressed": kind === current ? "true" : "false",
      testid: `look-${kind}`,
      on: {
        click: () => {
          chosen.set(phone.number, kind);
          changed();
        },
      },
    },
    kind === "sms" ? "SMS" : "WhatsApp",
  );
}

function drawBubbles(list, conversation, phone, channel, answer) {
  const place = `${phone.number}/${channel}`;
  const at = { number: phone.number, to: conversation.with, channel };
  const on = (message, action, more) => act(`phones/${action}`, { ...at, reply_to: message.sid, ...more });
  const does = {
    press: (button, message) => on(message, "press", { button }),
    pick: ({ title, description }, message) => on(message, "pick", { row: title, description }),
    react: (message, emoji) => on(message, "react", { emoji }),
    reply: (message) => answer.replyTo(message),
  };
  const follow = list.dataset.place !== place || atEnd(list);
  list.dataset.place = place;
  const items = [];
  let before = 0;
  for (const [index, message] of conversation.messages.entries()) {
    if (message.at - before > 3600) items.push(dayMark(message.at));
    const last = conversation.messages
      .slice(index + 1)
      .every((later) => later.direction !== message.direction);
    items.push({
      key: message.sid + message.direction,
      signature: bubbleSignature(message, last),
      render: () => bubble(message, conversation, last, does),
    });
    before = message.at;
  }
  if (isTyping(conversation))
    items.push({
      key: "typing",
      signature: "",
      render: () => h("p", { class: "typing", testid: "typing", text: "typing…" }),
    });
  if (!items.length)
    items.push({
      key: "none",
      signature: "",
      render: () => h("p", { class: "no-texts", text: "No messages yet" }),
    });
  keyed(
    list,
    items,
    (item) => item.key,
    (item) => item.signature,
    (item) => item.render(),
  );
  if (follow) list.scrollTop = list.scrollHeight;
}

/** Whether somebody at the business is writing; when that ends by itself, the phone is drawn anew. */
function isTyping(conversation) {
  const left = (conversation.typing_until ?? 0) - now();
  if (left > 0) setTimeout(changed, left * 1000 + 50);
  return left > 0;
}

function drawSwitches(box, phone, channel) {
  replace(
    box,
    h(
      "div",
      { class: "owner" },
      h("strong", { testid: "phone-name", text: phone.name }),
      h("span", { testid: "phone-number", text: pretty(phone.number) }),
      phone.landline && h("span", { class: "tag", text: "landline" }),
      !phone.kinds.includes("sms") && !phone.landline && h("span", { class: "tag", text: "WhatsApp only" }),
    ),
    toggle("Phone on", phone.on, "phone-power", (on) =>
      act(`phones/switch_${on ? "on" : "off"}`, { number: phone.number }),
    ),
    phone.kinds.includes("whatsapp") &&
      toggle(
        "Reads WhatsApp",
        isReading(phone),
        "phone-reading",
        (on) => setReading(phone, on),
        channel !== "whatsapp",
      ),
    phone.kinds.includes("whatsapp") &&
      toggle(
        "Hides the number",
        phone.hides_number,
        "phone-hide",
        (on) => hideNumber(phone, on),
        channel !== "whatsapp",
      ),
    !phone.landline && changeNumberButton(phone),
  );
}

function toggle(label, on, testid, onChange) {
  const input = h("input", { type: "checkbox", role: "switch", checked: on, testid });
  input.addEventListener("change", () => onChange(input.checked));
  return h(
    "label",
    { class: "toggle" },
    input,
    h("span", { class: "track", "aria-hidden": "true" }),
    h("span", { text: label }),
  );
}
