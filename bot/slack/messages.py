"""The shapes of Slack's message events: which of them a teammate made in a thread, and where.

Source: https://docs.slack.dev/reference/events/message
"""

from collections.abc import Mapping
from typing import Any

_WRITTEN = frozenset({None, "", "file_share", "thread_broadcast", "me_message"})
_CHANGED = "message_changed"
_DELETED = "message_deleted"
_TOMBSTONE = "tombstone"

Event = Mapping[str, Any]


def part(event: Event, key: str) -> Event:
    """A nested object of the event; an empty one when it is missing or something else."""
    value = event.get(key)
    return value if isinstance(value, Mapping) else {}


def word(event: Event, key: str) -> str:
    """A text of the event; empty when it is missing or something else."""
    value = event.get(key)
    return value if isinstance(value, str) else ""


def is_written(event: Event) -> bool:
    """Whether a person wrote this just now: not a bot, and not a line of Slack's own such as a join."""
    return event.get("subtype") in _WRITTEN and by_person(event) and not event.get("hidden")


def is_edited(event: Event) -> bool:
    """Whether a person changed the words or took out a file: an unfurl changes a message too, but neither."""
    new, old = part(event, "message"), part(event, "previous_message")
    changed = event.get("subtype") == _CHANGED and new.get("subtype") != _TOMBSTONE
    return changed and by_person(new) and (new.get("text") != old.get("text") or has_lost_files(event))


def has_lost_files(event: Event) -> bool:
    """Whether a file that stood in the message is gone: Slack leaves a tombstone or nothing in its place."""
    return bool(_files(part(event, "previous_message")) - _files(part(event, "message")))


def _files(message: Event) -> set[str]:
    files = message.get("files")
    entries = [entry for entry in files if isinstance(entry, Mapping)] if isinstance(files, list) else []
    return {word(entry, "id") for entry in entries if entry.get("mode") != _TOMBSTONE}


def is_deleted(event: Event) -> bool:
    """Whether a message is gone; one that others had answered to becomes a tombstone instead."""
    if event.get("subtype") == _CHANGED:
        return part(event, "message").get("subtype") == _TOMBSTONE
    return event.get("subtype") == _DELETED


def by_person(message: Event) -> bool:
    """Whether a person wrote it: our own posts and other apps' carry a bot's id."""
    bot = message.get("bot_id") or message.get("bot_profile") or message.get("subtype") == "bot_message"
    return not bot and word(message, "user") not in ("", "USLACKBOT")


def deleted_ts(event: Event) -> str:
    """The ts of the message that is gone."""
    return word(event, "deleted_ts") or word(part(event, "message"), "ts") or word(gone(event), "ts")


def gone(event: Event) -> Event:
    """The message that is gone, as it was."""
    return part(event, "previous_message")


def root_of(message: Event) -> str:
    """The ts of the thread's root; the message's own when it stands in no thread."""
    return word(message, "thread_ts") or word(message, "ts")


def in_thread(message: Event) -> bool:
    """Whether the message is an answer in a thread, not its root."""
    return bool(message.get("thread_ts")) and message.get("thread_ts") != message.get("ts")


def order_root(event: Event) -> str:
    """The root that orders this event among its thread's others."""
    if is_deleted(event):
        return (
            word(gone(event), "thread_ts") or word(part(event, "message"), "thread_ts") or deleted_ts(event)
        )
    return root_of(part(event, "message") if event.get("subtype") == _CHANGED else event)


def concerns_us(event: Event) -> bool:
    """Whether the event may be a teammate's doing in a client's thread, so that it must be kept.

    Cheap, and wide: which threads are clients' is known to the flows.
    """
    if event.get("type") != "message" or event.get("channel_type") in ("im", "mpim"):
        return False
    if is_written(event):
        return in_thread(event)
    if is_edited(event):
        return in_thread(part(event, "message"))
    # A teammate's reply, or a root of ours: a client's card.
    return is_deleted(event) and in_thread(gone(event)) == by_person(gone(event))


def message_key(event: Event) -> str:
    """What names a new message for good; empty for a change, a deletion or a bot's post."""
    return f"{word(event, 'channel')}:{word(event, 'ts')}" if is_written(event) else ""
