"""What would go for an occasion as it stands in a form, before anything of it is kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.phone import time_zones
from bot.domain.planning import plan
from bot.domain.trigger import When
from bot.domain.waiting import shared_zone
from bot.domain.zones import zone_of
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ThoughtOf:
    """An occasion as it would be: of a client, or of a ``number`` (E.164) that nobody has yet. The time of
    an appointment is asked for once the zone is known. ``occasion_id``: it changes this one."""

    kind: OccasionKind
    client_id: str | None = None
    number: str = ""
    occasion_id: str | None = None
    at: datetime | None = None
    day: date | None = None


@dataclass(frozen=True)
class Step:
    """A text that would go: when, with which template, and whether it is the team who gets it."""

    at: datetime
    template: str
    is_for_team: bool = False
    is_at_once: bool = False


@dataclass(frozen=True)
class Foreseen:
    """In the order of their times, and a sentence for each step that is left out. ``any_on``: a trigger for
    this kind is on at all. ``stays``: its time is not changed, and so what is planned stays as it is."""

    steps: tuple[Step, ...] = ()
    left_out: tuple[str, ...] = ()
    any_on: bool = True
    stays: bool = False


@dataclass(frozen=True)
class Clock:
    """On whose clock the client's times are read: the zone (IANA), and whether it is the client's own."""

    zone: str
    is_theirs: bool


async def clock_of(
    ctx: Context, workspace_id: str, client_id: str | None, number: str, at: datetime
) -> Clock:
    """The client's clock; where nobody knows it, or no client is chosen yet, the team's."""
    async with ctx.store.read(workspace_id) as uow:
        client = await current(uow, client_id) if client_id else None
        return await _clock(uow, client, number, at)


async def foresee(ctx: Context, workspace_id: str, thought: ThoughtOf) -> Foreseen:
    """What would go for it if it were kept at this moment."""
    now = ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        known = await uow.occasions.get(thought.occasion_id) if thought.occasion_id else None
        if known and (known.at, known.day) == (thought.at, thought.day):
            return Foreseen(stays=True)
        client = await current(uow, thought.client_id) if thought.client_id else None
        clock = await _clock(uow, client, thought.number, thought.at or now)
        triggers = await uow.triggers.on(thought.kind)
        templates = await uow.message_templates.by_ids({each.template_id for each in triggers})
    event = When.MOVED if known else When.AT_ONCE
    occasion = _as_it_would_be(thought, known, now)
    planned, left_out = plan(occasion, triggers, zone_of(clock.zone), now, event=event)
    names = {each.id: templates[each.template_id].name for each in triggers}
    for_team = {each.id for each in triggers if each.slack_channel}
    steps = [
        Step(each.due_at, names[each.trigger_id], each.trigger_id in for_team, each.due_at <= now)
        for each in planned
    ]
    return Foreseen(tuple(steps), left_out, any_on=bool(triggers))


def _as_it_would_be(thought: ThoughtOf, known: Occasion | None, now: datetime) -> Occasion:
    if known:
        return replace(known, at=thought.at, day=thought.day, round=known.round + 1)
    return Occasion(
        "", thought.kind, thought.client_id or "", now, now, at=thought.at, day=thought.day, details=Details()
    )


async def _clock(uow: UnitOfWork, client: Client | None, number: str, at: datetime) -> Clock:
    address = client.address_for(Channel.SMS) if client else None
    first = address.value if address else number
    own = (client.time_zone,) if client and client.time_zone else time_zones(first) if first else ()
    theirs = shared_zone(own, at)
    settings = (await uow.settings.load()).settings
    return Clock(theirs or settings.time_zone, is_theirs=theirs is not None)
