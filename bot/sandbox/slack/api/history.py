"""conversations.history and conversations.replies."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_3, Method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.slack.api.places import is_timestamp, readable_channel
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json, Message

_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def history(installation: Installation, arguments: Arguments) -> Json:
    """conversations.history: newest first, thread replies only when they were broadcast."""
    channel = readable_channel(installation, arguments.required("channel"))
    standing = [
        one for one in channel.messages.values() if not one.is_reply or one.subtype == "thread_broadcast"
    ]
    return _answer(installation, arguments, list(reversed(_within(standing, arguments))))


def replies(installation: Installation, arguments: Arguments) -> Json:
    """conversations.replies: the root, then its replies, oldest first."""
    channel = readable_channel(installation, arguments.required("channel"))
    named = channel.messages.get(arguments.required("ts"))
    if named is None:
        raise SlackError("thread_not_found")
    root = named.thread_ts or named.ts
    return _answer(
        installation, arguments, _within(installation.workspace.thread(channel.id, root), arguments)
    )


def _within(messages: list[Message], arguments: Arguments) -> list[Message]:
    """The messages between ``oldest`` and ``latest``; the ends count only with ``inclusive``."""
    oldest = _moment(arguments, "oldest")
    latest = _moment(arguments, "latest")
    inclusive = arguments.flag("inclusive")
    return [
        message
        for message in messages
        if (not oldest or message.ts > oldest or (inclusive and message.ts == oldest))
        and (not latest or message.ts < latest or (inclusive and message.ts == latest))
    ]


def _moment(arguments: Arguments, name: str) -> str:
    value = arguments.text(name)
    if not value or value == "0":
        return ""
    if value.isdigit():
        value += ".000000"
    if not is_timestamp(value):
        raise SlackError(f"invalid_ts_{name}")
    return value


def _answer(installation: Installation, arguments: Arguments, found: list[Message]) -> Json:
    shown, cursor = page(found, arguments, most=999)
    with_metadata = arguments.flag("include_all_metadata")
    return {
        "messages": [_shown(installation, message, with_metadata) for message in shown],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _shown(installation: Installation, message: Message, with_metadata: bool) -> Json:
    shown = installation.workspace.shown(message)
    if with_metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


METHODS = [
    Method("conversations.history", history, _HISTORY, TIER_3, takes_json=False),
    Method("conversations.replies", replies, _HISTORY, TIER_3, takes_json=False),
]
