"""The number that we send from, with the pace that Meta takes."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.phone import display
from bot.ports import Sender
from bot.providers.whatsapp_cloud.settings import PROVIDER, WhatsAppCloudSettings

# Source: the Cloud API's throughput, 80 messages a second for every number that was not raised.
_PACE = timedelta(seconds=1) / 80


def of(settings: WhatsAppCloudSettings) -> tuple[Sender, ...]:
    """The one sender."""
    return (Sender(PROVIDER, Channel.WHATSAPP, settings.number, _PACE, display(settings.number)),)
