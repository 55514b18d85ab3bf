"""Addresses as Twilio writes them: the channel is a prefix, and SMS has none.

Source: Twilio's pages on RCS. What is asked for as an SMS may go by RCS, and From and To then say so.
"""

from bot.domain.channel import Channel
from bot.ports import Malformed

_WHATSAPP = "whatsapp:"
# A text that a Messaging Service has sent, or a client has answered, by RCS: our side is then a name.
RCS = "rcs:"
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


def is_rcs(*addresses: object) -> bool:
    """Whether a message between these To and From went by RCS."""
    return any(str(each).strip().lower().startswith(RCS) for each in addresses)


def our_side(to: str, service: str) -> str:
    """Our address in a message from a client. Raises Malformed.

    One by RCS came to a name that nothing can be sent from: the answer goes through the service."""
    _, address = read(to)
    return service if is_rcs(to) and is_service(service) else address


def read(text: str) -> tuple[Channel, str]:
    """The channel family and the bare address of a To or From. Raises Malformed for any other channel."""
    prefix, colon, rest = text.strip().partition(":")
    if not colon:
        channel, address = Channel.SMS, prefix
    elif prefix.lower() + colon == RCS:
        channel, address = Channel.SMS, rest
    elif prefix.lower() + colon == _WHATSAPP:
        channel, address = Channel.WHATSAPP, rest
    else:
        # Anything but letters may be part of somebody's number, which no log should show.
        named = prefix if prefix.isalpha() and len(prefix) <= _LONGEST_PREFIX else "of this address"
        raise Malformed(f"the channel {named} is not supported")
    if not address or len(address) > MAX_ADDRESS:
        raise Malformed("an address is empty or too long")
    return channel, address
