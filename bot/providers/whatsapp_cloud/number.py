"""What Meta says of our number: what clients see, and whether it may send.

Source: Business Management API, WhatsApp business phone number.
"""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.sender import SenderState, SenderStatus
from bot.ports import SenderReport
from bot.providers.whatsapp_cloud import addresses
from bot.providers.whatsapp_cloud.fields import text
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

_FIELDS = "id,display_phone_number,verified_name,quality_rating,status,name_status,throughput,account_mode"

# What keeps it from sending; any other status lets it, perhaps for fewer messages a day.
_SILENCED = {
    "BANNED": "Meta has banned it for breaking its rules.",
    "DELETED": "it was deleted from the WhatsApp account.",
    "DISCONNECTED": "it is not connected to the Cloud API.",
    "MIGRATED": "it was moved to another WhatsApp account.",
    "PENDING": "it is not registered with WhatsApp yet.",
    "UNVERIFIED": "it is not verified with WhatsApp yet.",
}


@dataclass(frozen=True)
class OwnNumber:
    """Our number in E.164, the name that clients see, and Meta's word for how it stands."""

    number: str
    name: str
    status: str
    quality: str


class NotANumber(Exception):
    """Meta answered with something that is no phone number."""


async def ask(settings: WhatsAppCloudSettings, graph: Graph) -> OwnNumber:
    """What Meta says of the number. Raises what ``graph.TROUBLES`` names, or NotANumber."""
    said = await graph.get(settings.number_id, fields=_FIELDS)
    number = addresses.shown_number(said.get("display_phone_number"))
    if not number:
        raise NotANumber
    words = (text(said, name, 200) for name in ("verified_name", "status", "quality_rating"))
    name, status, quality = words
    return OwnNumber(number, name, status.upper(), quality.upper())


async def sender_states(settings: WhatsAppCloudSettings, graph: Graph) -> tuple[SenderReport, ...] | None:
    """Whether the number may send; None when Meta did not answer."""
    try:
        own = await ask(settings, graph)
    except (*TROUBLES, NotANumber):
        return None
    return (SenderReport(Channel.WHATSAPP, settings.number, state_of(own)),)


def state_of(own: OwnNumber) -> SenderState:
    """Our word for Meta's."""
    why = _SILENCED.get(own.status, "")
    return SenderState(SenderStatus.SUSPENDED, why) if why else SenderState()
