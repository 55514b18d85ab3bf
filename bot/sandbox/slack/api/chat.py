"""chat.*: posting, changing and deleting the app's messages."""

from dataclasses import replace

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.content import Content, read_author, read_content, read_metadata
from bot.sandbox.slack.api.method import TIER_3, TIER_4, Method
from bot.sandbox.slack.api.places import (
    existing_message,
    is_member,
    is_timestamp,
    visible_channel,
)
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Channel, Json, Message

# chat.update refuses what chat.postMessage would still take.
MAX_UPDATED_TEXT = 4_000


def post_message(installation: Installation, arguments: Arguments) -> Json:
    """chat.postMessage: to a channel by id or ``#name``, or to a person by their user id."""
    workspace = installation.workspace
    channel = _post_target(installation, arguments.required("channel"))
    wait = installation.limits.post(channel.id)
    if wait:
        raise SlackError("ratelimited", retry_after=wait)
    content = read_content(installation, arguments)
    metadata = read_metadata(arguments)
    message = _own_message(installation, arguments, channel, content)
    message.metadata = metadata
    workspace.add(message)
    return {"channel": channel.id, "ts": message.ts, "message": _answered(installation, message)}


def post_ephemeral(installation: Installation, arguments: Arguments) -> Json:
    """chat.postEphemeral: seen by one member of the channel only, and never again changed."""
    channel = visible_channel(installation, arguments.required("channel"))
    user = arguments.required("user")
    if channel.is_archived:
        raise SlackError("is_archived")
    if not is_member(installation, channel):
        raise SlackError("not_in_channel")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _own_message(installation, arguments, channel, read_content(installation, arguments))
    installation.workspace.show_only(replace(message, ephemeral_to=user, pings=[]))
    return {"message_ts": message.ts}


def update(installation: Installation, arguments: Arguments) -> Json:
    """chat.update: text without blocks removes the blocks; only the app's own messages."""
    channel = visible_channel(installation, arguments.required("channel"))
    message = existing_message(channel, arguments.required("ts"))
    if message.bot_id != installation.config.app.bot_id:
        raise SlackError("cant_update_message")
    content = read_content(
        installation, arguments, may_be_empty=arguments.has("metadata") and bool(message.text)
    )
    if len(content.text) > MAX_UPDATED_TEXT:
        raise SlackError("msg_too_long")
    metadata = read_metadata(arguments) if arguments.has("metadata") else message.metadata
    _rewrite(installation, message, content, metadata)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": _answered(installation, message),
    }


def _rewrite(installation: Installation, message: Message, content: Content, metadata: Json | None) -> None:
    if not (content.text or content.blocks or content.attachments):
        message.metadata = metadata
        return
    edited = {"user": installation.workspace.bot_user, "ts": installation.workspace.timestamps.next()}
    pings = [*message.pings, *(one for one in content.pings if one not in message.pings)]
    installation.workspace.change(
        message,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=metadata,
        edited=edited,
        pings=pings,
    )


def delete(installation: Installation, arguments: Arguments) -> Json:
    """chat.delete: with a bot token only the app's own messages."""
    channel = visible_channel(installation, arguments.required("channel"))
    message = existing_message(channel, arguments.required("ts"))
    if message.bot_id != installation.config.app.bot_id:
        raise SlackError("cant_delete_message")
    installation.workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(installation: Installation, arguments: Arguments) -> Json:
    """chat.getPermalink."""
    channel = visible_channel(installation, arguments.required("channel"))
    message = existing_message(channel, arguments.required("message_ts"))
    domain = installation.config.team_domain
    link = f"https://{domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _post_target(installation: Installation, name: str) -> Channel:
    """The conversation a post goes to; only posting knows channels by name and people by their id."""
    workspace = installation.workspace
    if name in workspace.users:
        if workspace.users[name].is_bot:
            raise SlackError("channel_not_found")
        channel = workspace.direct(name)
    else:
        channel = visible_channel(installation, _id_of(installation, name))
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and not installation.config.messages_tab:
        raise SlackError("messages_tab_disabled")
    if not is_member(installation, channel) and not installation.has("chat:write.public"):
        raise SlackError("not_in_channel")
    return channel


def _id_of(installation: Installation, name: str) -> str:
    try:
        return installation.workspace.channel_named(name).id
    except KeyError:
        return name


def _own_message(
    installation: Installation, arguments: Arguments, channel: Channel, content: Content
) -> Message:
    author = read_author(installation, arguments)
    thread_ts = _thread(channel, arguments)
    if thread_ts and arguments.flag("reply_broadcast"):
        author.setdefault("subtype", "thread_broadcast")
    return Message(
        channel=channel.id,
        ts=installation.workspace.timestamps.next(),
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        pings=content.pings,
        bot_id=installation.config.app.bot_id,
        app_id=installation.config.app.id,
        thread_ts=thread_ts,
        **author,
    )


def _thread(channel: Channel, arguments: Arguments) -> str | None:
    """The thread to post in: None also when its root is gone, for Slack then posts in the channel unasked."""
    wanted = arguments.text("thread_ts")
    if not wanted:
        return None
    if not is_timestamp(wanted):
        raise SlackError("invalid_thread_ts")
    root = channel.messages.get(wanted)
    if root is None or root.is_tombstone:
        return None
    if root.is_reply:
        raise SlackError("cannot_reply_to_message")
    return wanted


def _answered(installation: Installation, message: Message) -> Json:
    shown = installation.workspace.shown(message)
    if message.metadata:
        shown["metadata"] = message.metadata
    return shown


METHODS = [
    Method("chat.postMessage", post_message, ("chat:write",)),
    Method("chat.postEphemeral", post_ephemeral, ("chat:write",), TIER_4),
    Method("chat.update", update, ("chat:write",), TIER_3),
    Method("chat.delete", delete, ("chat:write",), TIER_3),
    Method("chat.getPermalink", get_permalink, takes_json=False),
]
