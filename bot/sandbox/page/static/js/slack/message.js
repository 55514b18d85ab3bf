// One message: who, when, what, its files and reactions, and the line that leads into its thread.
import { makeContext } from "../blocks/context.js";
import { renderBlocks } from "../blocks/index.js";
import { fileUrl, isDrawn, picture } from "../blocks/images.js";
import { act } from "../api.js";
import { avatar } from "../avatar.js";
import { h, icon } from "../dom.js";
import { sizeWords } from "../files.js";
import { ICONS } from "../icons.js";
import { mrkdwn } from "../mrkdwn.js";
import { go, now, repliesTo, store } from "../store.js";
import { ago, clockTime, fullTime } from "../time.js";
import { editor, isEditing } from "./editor.js";
import { hoverMenu } from "./hover.js";
import { authorOf, faceOf } from "./people.js";
import { reactionRow } from "./reactions.js";

/** Changes whenever the message must be drawn anew. */
export function messageSignature(message) {
  return JSON.stringify([
    message,
    store.me,
    isEditing(message),
    store.thread?.ts === message.ts,
    message.latest_reply && ago(Number(message.latest_reply), now()),
  ]);
}

export function messageElement(message, { compact, inThread }) {
  if (message.subtype === "tombstone") return tombstone(message, inThread);
  const author = authorOf(message);
  const at = Number(message.ts);
  const classes = [
    "message",
    compact && "compact",
    message.ephemeral_to && "ephemeral",
    !inThread && store.thread?.ts === message.ts && "open",
  ];
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      testid: "message",
      "aria-label": `${author.name}, ${clockTime(at)}`,
      data: {
        ts: message.ts,
        channel: message.channel,
        ephemeral: message.ephemeral_to ? "true" : "false",
        author: author.name,
      },
    },
    message.ephemeral_to && onlyYou(message),
    !inThread && message.subtype === "thread_broadcast" && broadcastLine(message),
    h(
      "div",
      { class: "gutter" },
      compact
        ? h("time", { class: "side-time", text: clockTime(at).replace(/ [AP]M/, "") })
        : faceOf(message),
    ),
    h(
      "div",
      { class: "message-main" },
      !compact && byLine(author, at),
      isEditing(message) ? editor(message) : content(message),
      reactionRow(message),
      !inThread && message.reply_count > 0 && threadLine(message),
    ),
    !isEditing(message) && hoverMenu(message, { inThread }),
  );
}

function byLine(author, at) {
  return h(
    "div",
    { class: "by" },
    h("span", { class: "author", testid: "author", text: author.name }),
    author.badge && h("span", { class: "app-badge", text: "APP" }),
    h("time", { class: "when", title: fullTime(at), text: clockTime(at) }),
  );
}

function content(message) {
  const context = makeContext(
    "message",
    { channel: message.channel, ts: message.ts },
    { values: message.state?.[store.me] ?? {} },
  );
  const body = message.blocks?.length
    ? renderBlocks(message.blocks, context)
    : h("div", { class: "text", testid: "message-text" }, mrkdwn(message.text));
  // Slack marks what people changed; an app's message is simply as the app last wrote it.
  const byPerson = message.edited && !message.bot_id;
  const edited = byPerson && h("span", { class: "edited", testid: "edited", text: "(edited)" });
  if (edited && !message.blocks?.length) body.append(" ", edited);
  return [body, message.blocks?.length ? edited : null, attachments(message, context), files(message)];
}

function attachments(message, context) {
  return (message.attachments ?? []).map((one) =>
    h(
      "div",
      { class: "attachment" },
      one.blocks ? renderBlocks(one.blocks, context) : mrkdwn(one.text ?? one.fallback ?? ""),
    ),
  );
}

function files(message) {
  const there = (message.files ?? []).filter((file) => file.mode !== "tombstone");
  if (!there.length) return null;
  return h(
    "div",
    { class: "files" },
    there.map((file) =>
      isDrawn(file.mimetype)
        ? picture({ image_url: fileUrl(file.id), alt_text: file.alt_txt || file.name }, "large")
        : h(
            "a",
            { class: "file", href: fileUrl(file.id), target: "_blank", rel: "noreferrer", testid: "file" },
            icon(ICONS.file, 22),
            h("span", {}, h("strong", { text: file.title || file.name }), h("small", { text: sizeWords(file.size) })),
          ),
    ),
  );
}

function onlyYou(message) {
  const dismiss = h("button", {
    type: "button",
    class: "link",
    text: "Dismiss",
    testid: "dismiss",
    on: {
      click: () => act("slack/delete", { user: store.me, channel: message.channel, ts: message.ts }),
    },
  });
  return h("div", { class: "only-you" }, icon(ICONS.eye, 14), "Only visible to you · ", dismiss);
}

function broadcastLine(message) {
  return h(
    "div",
    { class: "only-you" },
    icon(ICONS.reply, 14),
    "replied to a ",
    h("button", {
      type: "button",
      class: "link",
      text: "thread",
      on: { click: () => go({ thread: { channel: message.channel, ts: message.thread_ts } }) },
    }),
  );
}

function threadLine(message) {
  const words = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h(
    "button",
    {
      type: "button",
      class: "thread-line",
      testid: "open-thread",
      on: { click: () => go({ thread: { channel: message.channel, ts: message.ts } }) },
    },
    firstAuthors(message).map(face),
    h("span", { class: "count", text: words }),
    h("span", { class: "last", text: `Last reply ${ago(Number(message.latest_reply), now())}` }),
  );
}

const MOST_FACES = 4;

/** One reply of each author, the earliest first. */
function firstAuthors(message) {
  const byName = new Map();
  for (const reply of repliesTo(message))
    if (!byName.has(authorOf(reply).name)) byName.set(authorOf(reply).name, reply);
  return [...byName.values()].slice(0, MOST_FACES);
}

function face(reply) {
  const { name, app, emoji } = authorOf(reply);
  return avatar(name, { size: 22, app: app && !emoji, emoji });
}

function tombstone(message, inThread) {
  return h(
    "article",
    { class: "message gone", testid: "message", data: { ts: message.ts, channel: message.channel } },
    h("div", { class: "gutter" }),
    h(
      "div",
      { class: "message-main" },
      h("em", { text: "This message was deleted." }),
      !inThread && message.reply_count > 0 && threadLine(message),
    ),
  );
}
