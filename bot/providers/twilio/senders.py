"""The account's senders, each with the pace its carrier takes."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.phone import display, is_toll_free
from bot.domain.sender import SANDBOX_PACE
from bot.ports import Sender
from bot.providers.twilio import address
from bot.providers.twilio.settings import TwilioSettings

WHATSAPP_SANDBOX = "+14155238886"

# Source: Twilio's rate limits. A Messaging Service may be faster, but which numbers it holds is not known
# here, so it goes at the pace of one.
_LONG_CODE = timedelta(seconds=1)
_TOLL_FREE_PACE = timedelta(seconds=1) / 3
_WHATSAPP_PACE = timedelta(seconds=1) / 80


# Source: the Body parameter of the Messages API (21617), whatever the channel.
_MAX_BODY = 1600


def of(settings: TwilioSettings) -> tuple[Sender, ...]:
    """All configured senders, in the order of the settings, SMS first."""
    provider = settings.name
    sms = (_sms(provider, sender) for sender in settings.senders)
    whatsapp = (_whatsapp(provider, sender) for sender in settings.whatsapp_senders)
    return (*sms, *whatsapp)


def _sms(provider: str, sender: str) -> Sender:
    pace = _TOLL_FREE_PACE if is_toll_free(sender) else _LONG_CODE
    # A name instead of a number can send words only.
    named = not (sender.startswith("+") or address.is_service(sender))
    return Sender(provider, Channel.SMS, sender, pace, _label(sender), takes_media=not named)


def _whatsapp(provider: str, sender: str) -> Sender:
    if sender == WHATSAPP_SANDBOX:
        return Sender(
            provider,
            Channel.WHATSAPP,
            sender,
            SANDBOX_PACE,
            "WhatsApp sandbox",
            _MAX_BODY,
            is_sandbox=True,
        )
    return Sender(provider, Channel.WHATSAPP, sender, _WHATSAPP_PACE, _label(sender), _MAX_BODY)


def _label(sender: str) -> str:
    return "Messaging Service" if address.is_service(sender) else display(sender)
