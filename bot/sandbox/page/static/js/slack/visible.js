// Which messages a teammate is shown.
import { store } from "../store.js";

/** Ephemeral messages the person has dismissed, by ts; they are gone for good, as in Slack. */
export const dismissed = new Set();

/** An ephemeral is for one person; a deleted message stands only while it holds up a thread. */
export function visible(message) {
  if (message.ephemeral_to && (message.ephemeral_to !== store.me || dismissed.has(message.ts))) return false;
  return message.subtype !== "tombstone" || message.reply_count > 0;
}
