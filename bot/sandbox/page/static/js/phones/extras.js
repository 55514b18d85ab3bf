// What stands in a bubble beside words and pictures: a quote, a place, a contact, a voice note, a reaction.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";

const EXCERPT = 90;

/** What a message is in a few words, for a quote of it. */
export function inWords(message) {
  const named = { sticker: "Sticker", voice: "Voice note", contact: message.contact?.name, place: "Location" };
  const words = message.body || named[message.kind] || (message.media.length ? "Picture" : "Message");
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT - 1)}…` : words;
}

/** The line above a message that answers another one. */
export function quote(message, conversation) {
  if (!message.quotes) return null;
  const quoted = conversation.messages.find((one) => one.sid === message.quotes);
  const who = quoted?.direction === "out" ? "You" : "The business";
  return h(
    "span",
    { class: "bubble-quote", testid: "bubble-quote" },
    h("strong", { text: quoted ? who : "An earlier message" }),
    quoted && h("span", { text: inWords(quoted) }),
  );
}

export const forwarded = (message) =>
  message.forwarded && h("span", { class: "bubble-mark", testid: "bubble-forwarded", text: "Forwarded" });

export function place(message) {
  const { place: spot } = message;
  if (!spot) return null;
  return h(
    "span",
    { class: "bubble-card", testid: "bubble-place" },
    icon(ICONS.pin, 22),
    h(
      "span",
      {},
      h("strong", { text: spot.name || "Location" }),
      h("small", { text: spot.address || `${spot.latitude}, ${spot.longitude}` }),
    ),
  );
}

export function contact(message) {
  if (!message.contact) return null;
  return h(
    "span",
    { class: "bubble-card", testid: "bubble-contact" },
    icon(ICONS.person, 22),
    h(
      "span",
      {},
      h("strong", { text: message.contact.name }),
      h("small", { text: message.contact.phones.join(", ") }),
    ),
  );
}

/** A sound with its player; null for any other file. */
export function sound(file) {
  if (!file.content_type.startsWith("audio/")) return null;
  return h("audio", {
    class: "bubble-sound",
    controls: true,
    preload: "none",
    src: file.url,
    "aria-label": "Voice note",
  });
}

export const reaction = (message) =>
  message.reaction &&
  h("span", {
    class: "bubble-reaction",
    testid: "bubble-reaction",
    role: "img",
    "aria-label": `You reacted ${message.reaction}`,
    text: message.reaction,
  });
