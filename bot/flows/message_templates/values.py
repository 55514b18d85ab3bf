"""What the variables of a template stand for, for one client."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.client import Client
from bot.domain.occasion import Occasion
from bot.domain.phone import display, time_zones
from bot.domain.settings import WorkspaceSettings
from bot.domain.waiting import shared_zone
from bot.domain.zones import zone_of
from bot.flows.consent.answer import our_name
from bot.flows.inbound.standard_answers import values_for
from bot.storage.store import UnitOfWork
from bot.templating.variables import Value


async def values_of(
    uow: UnitOfWork,
    client: Client,
    now: datetime,
    *,
    number: str = "",
    sender: str = "",
    occasion: Occasion | None = None,
) -> dict[str, Value | None]:
    """The values for a client: who they are, who we are, and what ``occasion`` tells.

    ``number`` is the client's address and ``sender`` ours; moments are on the client's own clock.
    """
    settings = (await uow.settings.load()).settings
    known = values_for(settings, await our_name(uow), client, number, sender, now)
    return known | (_of_occasion(occasion, settings, client, number) if occasion else {})


def _of_occasion(
    occasion: Occasion, settings: WorkspaceSettings, client: Client, number: str
) -> dict[str, Value | None]:
    details = occasion.details
    at = occasion.at
    told: dict[str, Value | None] = {
        "appointment_date": at.astimezone(zone_for(settings, client, number, at)) if at else None,
        "appointment_name": details.name,
        "appointment_place": details.place,
        "reschedule_phone": display(details.phone) if details.phone else display(settings.answers.phone),
        "invoice_number": details.number,
        "invoice_amount": details.amount.shown if details.amount else None,
        "due_date": f"{occasion.day:%b} {occasion.day.day}, {occasion.day.year}" if occasion.day else None,
        "payment_url": details.link,
        "document_name": details.name,
        "document_url": details.link,
    }
    return told | dict(details.more)


def zone_for(settings: WorkspaceSettings, client: Client, number: str, at: datetime) -> ZoneInfo:
    """The client's own zone; where nobody knows it, or the number may be in several, the team's."""
    zones = (client.time_zone,) if client.time_zone else time_zones(number)
    theirs = shared_zone(zones, at)
    return ZoneInfo(theirs) if theirs else zone_of(settings.time_zone)
