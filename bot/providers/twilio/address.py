"""Addresses as Twilio writes them: the channel is a prefix, and SMS has none."""

from bot.domain.channel import Channel
from bot.ports import Malformed

_WHATSAPP = "whatsapp:"
_SERVICE = "MG"

# Longer than any number, short code, sender name or WhatsApp user id.
MAX_ADDRESS = 140
_LONGEST_PREFIX = 20


def is_service(sender: str) -> bool:
    """Whether the sender is a Messaging Service rather than a number."""
    return sender.startswith(_SERVICE)


def written(channel: Channel, address: str) -> str:
    """Our address as Twilio takes it in To and From."""
    return f"{_WHATSAPP}{address}" if channel is Channel.WHATSAPP else address


def read(text: str) -> tuple[Channel, str]:
    """The channel family and the bare address of a To or From. Raises Malformed for any other channel."""
    prefix, colon, rest = text.strip().partition(":")
    if not colon:
        channel, address = Channel.SMS, prefix
    elif prefix.lower() + colon == _WHATSAPP:
        channel, address = Channel.WHATSAPP, rest
    else:
        # Anything but letters may be part of somebody's number, which no log should show.
        named = prefix if prefix.isalpha() and len(prefix) <= _LONGEST_PREFIX else "of this address"
        raise Malformed(f"the channel {named} is not supported")
    if not address or len(address) > MAX_ADDRESS:
        raise Malformed("an address is empty or too long")
    return channel, address
