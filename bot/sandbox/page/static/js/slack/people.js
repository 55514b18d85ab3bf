// Names and faces of whoever wrote a message.
import { avatar } from "../avatar.js";
import { slack, store, userById } from "../store.js";

export const nameOfUser = (user) => user.real_name || user.name;

/** { name, app, emoji }: a bot's message may carry its own name and icon. */
export function authorOf(message) {
  if (message.bot_id) {
    const name = message.username || message.bot_name || slack().app.name;
    return {
      name,
      app: message.bot_id === slack().app.bot_id && !message.username,
      badge: true,
      emoji: message.icons?.emoji ?? null,
    };
  }
  const user = message.user && userById(message.user);
  return { name: user ? nameOfUser(user) : "Slackbot", app: false, badge: false, emoji: null };
}

export function faceOf(message, size = 36) {
  const author = authorOf(message);
  return avatar(author.name, { size, app: author.app && !author.emoji, emoji: author.emoji });
}

/** The direct message with the app, of the teammate one acts as. */
export function appChannel() {
  return slack().channels.find(
    (channel) => isDirect(channel) && channel.members.includes(slack().app.bot_user_id),
  );
}

export const isDirect = (channel) => channel.kind === "im";

/** Whether the teammate one acts as wrote a message, which can then be changed and deleted. */
export const isOwn = (message) =>
  message.user === store.me && !message.bot_id && message.subtype !== "tombstone";

export const isMine = (channel) => channel.members.includes(store.me);

export function otherIn(channel) {
  return userById(channel.members.find((id) => id !== store.me) ?? store.me);
}

/** What one calls a conversation: its channel name, or the other person's. */
export function placeName(channel) {
  if (!isDirect(channel)) return `#${channel.name}`;
  const other = otherIn(channel);
  return other ? nameOfUser(other) : channel.id;
}
