// Which channels hold something the teammate has not seen; kept in the page, as it is only a mark.
import { changed, messagesIn, slack, store } from "../store.js";

const key = (channel) => `${store.me}/${channel}`;
const start = {};

/** Note that everything in `channel` so far has been seen. */
export function markSeen(channel) {
  if (store.seen[key(channel)] === newest(channel)) return;
  store.seen[key(channel)] = newest(channel);
  changed(); // The sidebar was drawn before.
}

/** How many messages are new: what stood there when the page was opened counts as seen. */
export function unreadIn(channel) {
  const since = store.seen[key(channel)] ?? (start[channel] ??= newest(channel));
  return messagesIn(channel).filter((message) => message.ts > since && counts(message)).length;
}

function newest(channel) {
  return messagesIn(channel).reduce((most, message) => (message.ts > most ? message.ts : most), "0");
}

function counts(message) {
  const forMe = !message.ephemeral_to || message.ephemeral_to === store.me;
  return forMe && message.user !== store.me && message.subtype !== "tombstone";
}

/** Everything that stands there when the page opens is old. */
export function startSeen() {
  for (const channel of slack().channels) start[channel.id] ??= newest(channel.id);
}
