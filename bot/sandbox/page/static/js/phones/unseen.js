// Which texts have come to a phone since it was last looked at.
import { store } from "../store.js";

const seen = new Map();
let started = false;

const received = (phone) =>
  phone.conversations.flatMap((one) => one.messages).filter((message) => message.direction === "in").length;

/** How many texts are new on a phone; the one on the table shows them, so it has none. */
export function unseenOn(phone) {
  if (!started) {
    for (const one of store.state.phones) seen.set(one.number, received(one));
    started = true;
  }
  if (phone.number === store.phone) seen.set(phone.number, received(phone));
  return received(phone) - (seen.get(phone.number) ?? 0);
}
