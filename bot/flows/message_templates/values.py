"""What the variables of a template stand for, for one client."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.client import Client
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.phone import display, time_zones
from bot.domain.settings import WorkspaceSettings
from bot.domain.waiting import shared_zone
from bot.domain.zones import zone_of
from bot.flows.consent.answer import our_name
from bot.storage.unit_of_work import UnitOfWork
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
    """The values for a client: who they are, who we are, and what ``occasion`` tells; what it does not tell
    of appointments is that of the next one.

    ``number`` is the client's address and ``sender`` ours; moments are on the client's own clock. Days,
    moments and amounts are handed over as such: a template writes them in the client's language.
    """
    settings = (await uow.settings.load()).settings
    known = _of_us(settings, await our_name(uow), sender) | _of_client(client)
    told = [*await _next_appointment(uow, client, now, occasion), *([occasion] if occasion else [])]
    for each in told:
        known |= _of_occasion(each, settings, client, number)
    return known


def zone_for(settings: WorkspaceSettings, client: Client, number: str, at: datetime) -> ZoneInfo:
    """The client's own zone; where nobody knows it, or the number may be in several, the team's."""
    zones = (client.time_zone,) if client.time_zone else time_zones(number)
    theirs = shared_zone(zones, at)
    return ZoneInfo(theirs) if theirs else zone_of(settings.time_zone)


async def _next_appointment(
    uow: UnitOfWork, client: Client, now: datetime, occasion: Occasion | None
) -> list[Occasion]:
    if occasion and occasion.kind is OccasionKind.APPOINTMENT:
        return []
    return list((await uow.occasions.next_appointments([client.id], now)).values())


def _of_us(settings: WorkspaceSettings, us: str, sender: str) -> dict[str, Value | None]:
    answers = settings.answers
    return {
        "company_name": us,
        "company_phone": display(answers.phone),
        "company_email": answers.email,
        "portal_url": answers.portal,
        "sender": display(sender),
    }


def _of_client(client: Client) -> dict[str, Value | None]:
    # Who has no name yet goes by the number, which belongs into no greeting.
    name = client.name if any(letter.isalpha() for letter in client.name) else ""
    return {
        "client_name": name,
        "first_name": name.split(" ")[0],
        "language": client.language,
        "last_order": client.last_order,
    }


def _of_occasion(
    occasion: Occasion, settings: WorkspaceSettings, client: Client, number: str
) -> dict[str, Value | None]:
    """What this one tells: a place to pay is no place to read a document."""
    details, at = occasion.details, occasion.at
    told: dict[OccasionKind, dict[str, Value | None]] = {
        OccasionKind.APPOINTMENT: {
            "appointment_date": at.astimezone(zone_for(settings, client, number, at)) if at else None,
            "appointment_name": details.name,
            "appointment_place": details.place,
            "reschedule_phone": display(details.phone or settings.answers.phone),
        },
        OccasionKind.PAYMENT: {
            "invoice_number": details.number,
            "invoice_amount": details.amount,
            "due_date": occasion.day,
            "payment_url": details.link,
        },
        OccasionKind.DOCUMENT: {"document_name": details.name, "document_url": details.link},
        OccasionKind.NEW_CLIENT: {"portal_url": details.link} if details.link else {},
    }
    return told[occasion.kind] | dict(details.more)
