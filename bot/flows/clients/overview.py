"""Everything that is known about writing to a client: numbers, consent, opt-outs, faults."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.consent import Consent, ConsentState, DncEntry
from bot.domain.hours import local_clock
from bot.domain.merge import Merge
from bot.domain.occasion import Occasion
from bot.domain.phone import time_zones
from bot.domain.waiting import shared_zone
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.storage.repositories.channel_states import ChannelState
from bot.storage.repositories.consents import ConsentChange
from bot.storage.unit_of_work import UnitOfWork

__all__ = [
    "ChannelState",
    "ConsentChange",
    "History",
    "Line",
    "Overview",
    "PartOf",
    "Place",
    "history",
    "overview",
]

FAMILIES = (Channel.SMS, Channel.WHATSAPP)
HISTORY_PAGE = 8
# A ULID.
_MESSAGE_ID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")


@dataclass(frozen=True)
class Place:
    """A message in Slack: where a piece of evidence can be read."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Line:
    """An address on a channel family: what it allows at this moment, how that came about, and what experience
    has shown of it. ``under_review``: the client's own words sound like an opt-out, still to be decided."""

    address: Address
    channel: Channel
    state: ConsentState
    consent: Consent | None = None
    change: ConsentChange | None = None
    evidence: Place | None = None
    dnc: DncEntry | None = None
    known: ChannelState | None = None
    under_review: bool = False


@dataclass(frozen=True)
class PartOf:
    """A client of this name has become part of another one, and that can be undone."""

    merge: Merge
    name: str


@dataclass(frozen=True)
class Overview:
    """A client with a line for each address and channel; the channels of the team's senders come first.

    ``parts``: the clients that have become part of it, the newest first. ``thread`` is where the client's
    card stands. ``local_time`` is what the client's clock shows now, such as ``8:00 AM Denver time``, empty
    where nobody can tell. ``appointment`` is the next one that is to come."""

    client: Client
    lines: tuple[Line, ...]
    parts: tuple[PartOf, ...] = ()
    thread: Place | None = None
    local_time: str = ""
    appointment: Occasion | None = None


@dataclass(frozen=True)
class History:
    """A page of the ledger, the newest first, with where each piece of evidence can be read."""

    client: Client
    changes: tuple[ConsentChange, ...]
    page: int
    has_more: bool
    places: dict[str, Place] = field(default_factory=dict)

    def number_of(self, change: ConsentChange) -> str:
        """The number that a change is about; empty when the client does not have it any more."""
        return next((each.value for each in self.client.addresses if each.id == change.address_id), "")


async def overview(ctx: Context, workspace_id: str, client_id: str) -> Overview | None:
    """The client as things stand now; None when it is gone."""
    async with ctx.store.read(workspace_id) as uow:
        client = await current(uow, client_id)
        if client is None:
            return None
        lines, parts = await _lines(ctx, uow, client), await _parts(ctx, uow, client)
        now = ctx.clock.now()
        appointment = (await uow.occasions.next_appointments([client.id], now)).get(client.id)
        thread = await _thread(uow, client)
        return Overview(client, lines, parts, thread, _local_time(client, now), appointment)


async def history(ctx: Context, workspace_id: str, client_id: str, page: int = 0) -> History | None:
    """What changed the client's consents; None when the client is gone."""
    async with ctx.store.read(workspace_id) as uow:
        client = await uow.clients.get(client_id)
        if client is None:
            return None
        ids = [address.id for address in client.addresses]
        # One more than is shown tells whether there is another page.
        found = await uow.consents.ledger(ids, HISTORY_PAGE + 1, page * HISTORY_PAGE)
        shown = found[:HISTORY_PAGE]
        return History(client, tuple(shown), page, len(found) > HISTORY_PAGE, await _places(uow, shown))


async def _parts(ctx: Context, uow: UnitOfWork, client: Client) -> tuple[PartOf, ...]:
    found = []
    for merge in await uow.merges.standing_of(client.id):
        merged = await uow.clients.get(merge.merged_id)
        if merged and merge.undo_until > ctx.clock.now():
            found.append(PartOf(merge, merged.name))
    return tuple(found)


async def _thread(uow: UnitOfWork, client: Client) -> Place | None:
    conversation = (await uow.conversations.active_of([client.id])).get(client.id)
    if conversation is None or conversation.root_ts is None:
        return None
    return Place(conversation.slack_channel, conversation.root_ts)


def _local_time(client: Client, now: datetime) -> str:
    first = client.numbers[:1]
    zones = (client.time_zone,) if client.time_zone else time_zones(first[0].value) if first else ()
    zone = shared_zone(zones, now) if zones else None
    return local_clock(now, zone) if zone else ""


async def _lines(ctx: Context, uow: UnitOfWork, client: Client) -> tuple[Line, ...]:
    consents = {(each.address_id, each.channel): each for each in await uow.consents.of_client(client.id)}
    changes = await uow.consents.latest_changes(address.id for address in client.addresses)
    states = {(each.address_id, each.channel): each for each in await uow.channel_states.of_client(client.id)}
    listed = await uow.dnc.of_numbers(address.value for address in client.addresses)
    places = await _places(uow, list(changes.values()))
    reviewed = await _under_review(uow, client)
    lines = []
    for address in client.addresses:
        for channel in FAMILIES:
            key = (address.id, channel)
            consent, change = consents.get(key), changes.get(key)
            state = consent.state_at(ctx.clock.now()) if consent else ConsentState.UNKNOWN
            place = places.get(change.evidence) if change else None
            entry = _forbidding(listed, address.value, channel)
            line = Line(address, channel, state, consent, change, place, entry, states.get(key))
            lines.append(replace(line, under_review=key in reviewed))
    return tuple(line for line in lines if _worth_showing(ctx, line))


async def _under_review(uow: UnitOfWork, client: Client) -> set[tuple[str, Channel]]:
    ids = [address.id for address in client.addresses]
    found = {channel: await uow.recipients.of_addresses(ids, channel) for channel in FAMILIES}
    return {
        (address_id, channel)
        for channel, recipients in found.items()
        for address_id, recipient in recipients.items()
        if recipient.opt_out_review
    }


def _worth_showing(ctx: Context, line: Line) -> bool:
    """A channel without a sender of ours is shown only where something is known of it."""
    known = line.consent or line.dnc or line.known or line.under_review or None
    return bool(ctx.senders_for(line.channel)) or known is not None


def _forbidding(listed: Sequence[DncEntry], number: str, channel: Channel) -> DncEntry | None:
    """The entry that forbids a channel; the wider one is the one that is told."""
    mine = [e for e in listed if e.number == number and e.channel in (None, channel)]
    return min(mine, key=lambda entry: entry.channel is not None, default=None)


async def _places(uow: UnitOfWork, changes: Sequence[ConsentChange]) -> dict[str, Place]:
    """Where the messages stand that are evidence; evidence of another kind is read as it is."""
    places = {}
    for evidence in {change.evidence for change in changes if message_id(change.evidence)}:
        message = await uow.messages.get(message_id(evidence))
        if message and message.slack_channel and message.slack_ts:
            places[evidence] = Place(message.slack_channel, message.slack_ts)
        elif message and (thread := await uow.conversations.get(message.conversation_id)) and thread.root_ts:
            # A client's own text: the thread in which it stands is known, its post is not.
            places[evidence] = Place(thread.slack_channel, thread.root_ts)
    return places


def message_id(evidence: str) -> str:
    """The id of the message that a piece of evidence begins with; empty when it is something else. Behind it
    may stand what the carrier said."""
    first = evidence.partition(" ")[0]
    return first if _MESSAGE_ID.fullmatch(first) else ""
