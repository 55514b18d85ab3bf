"""pins.*: what is pinned in a channel."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_2, Method
from bot.sandbox.slack.api.places import existing_message, joined_channel
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Channel, Json, Message

MAX_PINS = 100


def add(installation: Installation, arguments: Arguments) -> Json:
    """pins.add."""
    channel, message = _pinned(installation, arguments)
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= MAX_PINS:
        raise SlackError("too_many_pins")
    channel.pins.append(message.ts)
    installation.bus.publish("slack.channel", {"channel": channel.id})
    return {}


def remove(installation: Installation, arguments: Arguments) -> Json:
    """pins.remove."""
    channel, message = _pinned(installation, arguments)
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(message.ts)
    installation.bus.publish("slack.channel", {"channel": channel.id})
    return {}


def _pinned(installation: Installation, arguments: Arguments) -> tuple[Channel, Message]:
    channel = joined_channel(installation, arguments.required("channel"))
    if not arguments.text("timestamp"):
        raise SlackError("no_item_specified")
    return channel, existing_message(channel, arguments.text("timestamp"), bad="bad_timestamp")


METHODS = [
    Method("pins.add", add, ("pins:write",), TIER_2),
    Method("pins.remove", remove, ("pins:write",), TIER_2),
]
