// A phone whose owner reads: WhatsApp messages on it turn to "read" by themselves.
import { act } from "../api.js";
import { changed } from "../store.js";

const readers = new Set();
const asked = new Set();

export const isReading = (phone) => readers.has(phone.number);

export function setReading(phone, on) {
  if (on) readers.add(phone.number);
  else readers.delete(phone.number);
  changed();
}

export function readIfReading(phone) {
  if (!isReading(phone) || asked.has(phone.number) || !hasUnread(phone)) return;
  asked.add(phone.number);
  act("phones/read", { number: phone.number }, { quiet: true }).finally(() => asked.delete(phone.number));
}

function hasUnread(phone) {
  return (
    phone.on &&
    phone.conversations.some(
      (one) =>
        one.channel === "whatsapp" &&
        one.messages.some((message) => message.direction === "in" && message.ticks === "delivered"),
    )
  );
}
