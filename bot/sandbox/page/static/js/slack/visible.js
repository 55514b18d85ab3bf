// Which messages of a channel are drawn.

/** A deleted message stands only while it holds up a thread. */
export function visible(message) {
  return message.subtype !== "tombstone" || message.reply_count > 0;
}
