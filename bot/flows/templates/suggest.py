"""What most likely belongs into a template's blanks, from what is known of the client."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.hours import clock
from bot.domain.phone import time_zones
from bot.domain.template import Template, Variable
from bot.domain.waiting import shared_zone
from bot.domain.zones import zone_of
from bot.flows.context import Context
from bot.flows.templates.addressee import Addressee
from bot.storage.unit_of_work import UnitOfWork

# What a blank is about, by its name or, where that is only a number, by its sample; the first that fits.
_ABOUT = (
    ("first_name", re.compile(r"first.?name|given.?name", re.IGNORECASE)),
    ("business", re.compile(r"business|clinic|practice|office|our.?name|sender", re.IGNORECASE)),
    ("company", re.compile(r"company|organi[sz]ation|firm", re.IGNORECASE)),
    ("name", re.compile(r"name|client|customer|patient|recipient|guest", re.IGNORECASE)),
    ("date", re.compile(r"date|day|when", re.IGNORECASE)),
    ("time", re.compile(r"time|hour", re.IGNORECASE)),
    ("order", re.compile(r"order|delivery|parcel", re.IGNORECASE)),
)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LOOKS_LIKE_TIME = re.compile(r"\d{1,2}([:.]\d\d)?\s?([ap]\.?m\.?)|\d{1,2}:\d\d", re.IGNORECASE)
_LOOKS_LIKE_DATE = re.compile(
    rf"\b({_MONTH})[a-z]*\.? \d|\d (?:{_MONTH})|\d{{1,4}}[/.-]\d{{1,2}}|\b\w+day\b|tomorrow|today",
    re.IGNORECASE,
)
_GREETING = r"\b(?:hi|hello|hey|dear|hola|good (?:morning|afternoon|evening)),? $"


async def suggestions(ctx: Context, workspace_id: str, template: Template, whom: Addressee) -> dict[str, str]:
    """A value for each blank of which one can tell what belongs there; nobody has to keep it."""
    async with ctx.store.read(workspace_id) as uow:
        kept = await uow.settings.load()
        at = await _next_appointment(uow, whom, ctx.clock.now())
    known = _known_of(whom, kept.business, kept.settings.time_zone, at)
    found = {each.name: known.get(_about(template, each, kept.business), "") for each in template.variables}
    return {name: value for name, value in found.items() if value}


async def _next_appointment(uow: UnitOfWork, whom: Addressee, now: datetime) -> datetime | None:
    if whom.client is None:
        return None
    found = (await uow.occasions.next_appointments([whom.client.id], now)).get(whom.client.id)
    return found.at if found else None


def _known_of(whom: Addressee, business: str, zone: str, at: datetime | None) -> Mapping[str, str]:
    known = {"business": business}
    client = whom.client
    if client is None:
        return known
    # Who has no name yet goes by the number, which belongs into no greeting.
    if not client.is_lead:
        known |= {"name": client.name, "first_name": client.name.split(" ")[0]}
    known |= {"company": client.company, "order": client.last_order}
    if at is None:
        return known
    zones = (client.time_zone,) if client.time_zone else time_zones(whom.to)
    theirs = shared_zone(zones, at)
    there = at.astimezone(ZoneInfo(theirs) if theirs else zone_of(zone))
    day, hour = f"{there:%A}, {there:%B} {there.day}", clock(there)
    return known | {"date": day, "time": hour, "date and time": f"{day} at {hour}"}


def _about(template: Template, variable: Variable, business: str) -> str:
    sample = variable.sample.strip()
    if business and sample.casefold() == business.casefold():
        return "business"
    if not variable.name.isdigit():
        # A name says what is meant; a sample such as May or Dawn may be either.
        return _named(variable.name)
    if kind := _like(sample):
        return kind
    if _is_greeted(template.body, variable.name):
        return "name" if " " in sample and "_" not in sample else "first_name"
    return _named(sample) if _is_label(sample) else ""


def _named(words: str) -> str:
    return next((about for about, pattern in _ABOUT if pattern.search(words)), "")


def _is_label(sample: str) -> bool:
    """Whether a sample says what belongs there (``Customer_Name``) rather than being one (``Jane``)."""
    return "_" in sample or sample.casefold().endswith(("name", "date", "time", "number"))


def _like(sample: str) -> str:
    date, time = bool(_LOOKS_LIKE_DATE.search(sample)), bool(_LOOKS_LIKE_TIME.search(sample))
    if date and time:
        return "date and time"
    return "date" if date else "time" if time else ""


def _is_greeted(body: str, name: str) -> bool:
    """Whether the blank follows a greeting: ``Hi {{1}}``."""
    before = re.split(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}", body)[0]
    return before != body and re.search(_GREETING, before, re.IGNORECASE) is not None
