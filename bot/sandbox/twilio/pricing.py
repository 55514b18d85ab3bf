"""What a message costs, and when Twilio tells it: a while after the message came to its end."""

from decimal import Decimal

from bot.sandbox.twilio.config import TwilioConfig
from bot.sandbox.twilio.message import TwilioMessage

# What never left Twilio costs nothing.
_FREE = frozenset({"failed", "canceled"})


def charge(message: TwilioMessage, config: TwilioConfig, now: float) -> None:
    """Put the price on a message that has come to its end; the API shows it ``priced_after`` seconds on."""
    if message.price is None and message.status not in _FREE:
        message.price, message.priced_at = _price(message, config), now + config.priced_after


def _price(message: TwilioMessage, config: TwilioConfig) -> Decimal:
    """A text by the segment, a picture message and WhatsApp by the message."""
    if message.channel == "whatsapp":
        return config.whatsapp_price
    if message.media or message.media_urls:
        return config.mms_price
    return config.sms_price * message.segments
