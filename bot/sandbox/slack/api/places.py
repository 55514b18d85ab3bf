"""Finding the channel and the message a call names, with the refusals all methods share."""

import re

from bot.sandbox.slack.api.method import demand
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Channel, Message

_TIMESTAMP = re.compile(r"\d{1,12}\.\d{6}")
_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def visible_channel(installation: Installation, channel_id: str) -> Channel:
    """A channel the bot can see: public, or one it is in. Raises SlackError ``channel_not_found``."""
    channel = installation.workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and not is_member(installation, channel)):
        raise SlackError("channel_not_found")
    return channel


def joined_channel(installation: Installation, channel_id: str) -> Channel:
    """A channel the bot is in. Raises SlackError ``channel_not_found`` or ``not_in_channel``."""
    channel = visible_channel(installation, channel_id)
    if not is_member(installation, channel):
        raise SlackError("not_in_channel")
    return channel


def readable_channel(installation: Installation, channel_id: str) -> Channel:
    """A channel whose history the bot may read: it is in it, and has the history scope of its kind."""
    channel = joined_channel(installation, channel_id)
    demand(installation, f"{_PREFIX[channel.kind]}:history")
    return channel


def described_channel(installation: Installation, channel_id: str) -> Channel:
    """A channel the bot may be told about: it has the read scope of its kind."""
    channel = visible_channel(installation, channel_id)
    demand(installation, f"{_PREFIX[channel.kind]}:read")
    return channel


def is_member(installation: Installation, channel: Channel) -> bool:
    """Whether the bot is in the channel."""
    return installation.workspace.bot_user in channel.members


def existing_message(channel: Channel, ts: str, *, bad: str = "message_not_found") -> Message:
    """A message that stands in the channel.

    Raises SlackError ``message_not_found``, or ``bad`` for what is no timestamp.
    """
    if not _TIMESTAMP.fullmatch(ts):
        raise SlackError(bad)
    message = channel.messages.get(ts)
    if message is None or message.is_tombstone:
        raise SlackError("message_not_found")
    return message


def is_timestamp(value: str) -> bool:
    """Whether this has the shape of a message timestamp."""
    return _TIMESTAMP.fullmatch(value) is not None
