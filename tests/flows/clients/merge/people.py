"""Clients as they may be when two are merged, and everything that stands in the database of them."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource
from bot.domain.ids import new_id
from bot.domain.message import Direction, Message, Purpose, Status
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.reminder import Reminder
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.gate.facts import load_facts
from bot.flows.gate.question import Wish, of_wish
from bot.flows.threads import items
from bot.policy.checks.consent import consent
from bot.policy.checks.recipient import recipient
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from bot.storage.tables import (
    addresses,
    charges,
    client_tags,
    conversations,
    held_replies,
    metadata,
    opt_out_reviews,
)
from bot.storage.unit_of_work import UnitOfWork
from tests.flows.harness import Team
from tests.support.world import CLOCK_START, INBOX, OUR_SMS, OUR_WHATSAPP

FAMILIES = (Channel.SMS, Channel.WHATSAPP)
# What only ever grows.
LOGS = {"audit", "consent_events", "message_events", "outbox", "merges"}
_numbers = count(2_125_560_000)
_stamps = count(1)


@dataclass(frozen=True)
class Given:
    """A recorded consent; it ends so many days from now, or never."""

    state: ConsentState
    scope: ConsentScope
    days: int | None


@dataclass(frozen=True)
class Number:
    """A number with what is known of it by channel family."""

    consents: dict[Channel, Given]
    listed: frozenset[str]
    has_written: bool
    is_retired: bool
    texts: tuple[str, ...]
    reviewed: bool


@dataclass(frozen=True)
class Person:
    """A client."""

    fields: dict[str, Any]
    tags: frozenset[str]
    has_thread: bool
    thread: dict[str, Any]
    numbers: tuple[Number, ...]
    appointments: int = 0


_GIVEN = st.builds(
    Given,
    st.sampled_from(ConsentState),
    st.sampled_from(ConsentScope),
    st.sampled_from([None, -1, 5, 9]),
)
_NUMBERS = st.builds(
    Number,
    consents=st.dictionaries(st.sampled_from(FAMILIES), _GIVEN),
    listed=st.frozensets(st.sampled_from(["sms", "whatsapp", "all"]), max_size=1),
    has_written=st.booleans(),
    is_retired=st.sampled_from([False, False, False, True]),
    texts=st.lists(st.sampled_from(["in", "queued", "delivered"]), max_size=3).map(tuple),
    reviewed=st.booleans(),
)
PEOPLE = st.builds(
    Person,
    fields=st.fixed_dictionaries(
        {
            "company": st.sampled_from(["", "Harbor", "Quay"]),
            "owner": st.sampled_from([None, "U1", "U2"]),
            "time_zone": st.sampled_from([None, "America/Denver", "Europe/Berlin"]),
            "language": st.sampled_from(["", "de", "fr"]),
            "notes": st.sampled_from(["", "Likes tea.", "Calls back."]),
            "is_lead": st.booleans(),
            "last_order": st.sampled_from(["", "4711"]),
        }
    ),
    tags=st.frozensets(st.sampled_from(["vip", "late", "new"])),
    has_thread=st.booleans(),
    thread=st.fixed_dictionaries(
        {
            "work": st.sampled_from(["open", "snoozed", "closed"]),
            "snoozed_until": st.sampled_from([None, CLOCK_START + timedelta(days=1)]),
            "relay_paused_by": st.sampled_from([None, "U1"]),
            "unanswered_since": st.sampled_from([None, CLOCK_START]),
            "last_message_at": st.sampled_from([None, CLOCK_START, CLOCK_START + timedelta(hours=1)]),
        }
    ),
    numbers=st.lists(_NUMBERS, max_size=3).map(tuple),
    appointments=st.integers(0, 2),
)


async def settle_in(team: Team, person: Person, name: str) -> str:
    """Put a client into the database; its id."""
    values = [f"+1{next(_numbers)}" for _ in person.numbers]
    home = f"+1{next(_numbers)}"
    async with team.ctx.store.write(team.workspace_id) as uow:
        made = await uow.clients.add_with_addresses([(home, name)], team.clock.now(), lead=False)
        client_id = made[home].client_id
        if values:
            # One of its numbers was its first; the others come after it.
            await uow.connection.execute(
                addresses.insert(),
                [_address(uow.workspace_id, client_id, value) for value in values],
            )
        await uow.clients.change(client_id, **person.fields)
        for tag in sorted(person.tags):
            row = {
                "workspace_id": uow.workspace_id,
                "client_id": client_id,
                "folded": tag,
                "tag": tag.title(),
            }
            await uow.connection.execute(client_tags.insert().values(**row))
        conversation_id = await _thread(uow, client_id, person)
        owners = await uow.clients.by_addresses(values)
        for value, number in zip(values, person.numbers, strict=True):
            await _number(uow, client_id, owners[value].address_id, value, number, conversation_id)
        for _ in range(person.appointments):
            await _appointment(uow, client_id)
        await uow.outbox.add([items.card("warm"), items.direct("U1", "warm", new_id())], team.clock.now())
    return client_id


async def _appointment(uow: UnitOfWork, client_id: str) -> None:
    at = CLOCK_START + timedelta(days=3)
    made = Occasion(new_id(), OccasionKind.APPOINTMENT, client_id, CLOCK_START, CLOCK_START, at=at)
    await uow.occasions.add(made)
    reminder = Reminder(new_id(), made.id, client_id, "T1", "before:2:hours", 1, at, CLOCK_START)
    await uow.reminders.plan([reminder])


def _address(workspace_id: str, client_id: str, value: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "workspace_id": workspace_id,
        "client_id": client_id,
        "value": value,
        "created_at": CLOCK_START,
    }


async def _thread(uow: Any, client_id: str, person: Person) -> str:
    if not person.has_thread:
        return ""
    [conversation] = await uow.conversations.add([client_id], INBOX, CLOCK_START)
    await uow.conversations.change(conversation.id, root_ts=f"1.{next(_stamps):06d}", **person.thread)
    await uow.outbox.add([items.system_post(conversation, "warm", new_id())], CLOCK_START)
    held = {"id": new_id(), "workspace_id": uow.workspace_id, "conversation_id": conversation.id}
    held |= {
        "slack_channel": INBOX,
        "slack_ts": f"2.{next(_stamps)}",
        "slack_user": "U1",
        "body": "Hi",
        "files": [],
    }
    await uow.connection.execute(held_replies.insert().values(**held, why="mention", created_at=CLOCK_START))
    return str(conversation.id)


async def _number(
    uow: Any, client_id: str, address_id: str, value: str, number: Number, conversation_id: str
) -> None:
    changes = []
    for channel, given in number.consents.items():
        end = CLOCK_START + timedelta(days=given.days) if given.days else None
        at = CLOCK_START - timedelta(days=30)
        changes.append(
            ConsentChange(address_id, channel, given.state, "test", "", at, given.scope, expires_at=end)
        )
    await uow.consents.record(changes)
    entries = [None if name == "all" else Channel(name) for name in number.listed]
    await uow.dnc.add([DncEntry(value, each, DncSource.PERSON, "", "U1", CLOCK_START) for each in entries])
    if number.has_written:
        await uow.channel_states.heard({(address_id, Channel.SMS): CLOCK_START})
    if number.is_retired:
        retired = addresses.update().where(addresses.c.id == address_id)
        await uow.connection.execute(retired.values(retired_at=CLOCK_START))
    if conversation_id:
        for kind in number.texts:
            await _text(uow, client_id, address_id, value, kind, conversation_id, reviewed=number.reviewed)


async def _text(
    uow: Any, client_id: str, address_id: str, value: str, kind: str, conversation_id: str, *, reviewed: bool
) -> None:
    said = text_of(uow.workspace_id, conversation_id, client_id, address_id, value, kind)
    await uow.messages.add([(said, f"intent:{said.id}")])
    mine = {"workspace_id": uow.workspace_id, "message_id": said.id}
    if kind == "in" and reviewed:
        review = {"id": new_id(), "address_id": address_id, "channel": "sms", "state": "dismissed"}
        review |= {"opened_at": CLOCK_START, "due_at": CLOCK_START}
        await uow.connection.execute(opt_out_reviews.insert().values(**mine, **review))
    if kind == "delivered":
        charge = {"month": "2026-11", "channel": "sms", "sender": OUR_SMS, "segments": 1}
        await uow.connection.execute(
            charges.insert().values(**mine, **charge, estimated=1, created_at=CLOCK_START)
        )


def text_of(
    workspace_id: str, conversation_id: str, client_id: str, address_id: str, value: str, kind: str
) -> Message:
    """A text of a client (``in``), or one of ours that waits or has arrived."""
    statuses = {"in": Status.RECEIVED, "queued": Status.QUEUED, "delivered": Status.DELIVERED}
    return Message(
        id=new_id(),
        workspace_id=workspace_id,
        conversation_id=conversation_id,
        client_id=client_id,
        address_id=address_id,
        direction=Direction.IN if kind == "in" else Direction.OUT,
        channel=Channel.SMS,
        sender=OUR_SMS,
        to=value,
        body="Hello",
        status=statuses[kind],
        created_at=CLOCK_START,
        due_at=CLOCK_START + timedelta(days=300),
        updated_at=CLOCK_START,
        provider="twilio",
    )


async def join(team: Team, survivor_id: str, other_id: str, *from_other: str, user: str = "U1") -> Merged:
    """Merge two clients, by somebody who may."""
    done = await merge(team.ctx, team.workspace_id, user, Wanted(survivor_id, other_id, from_other))
    assert isinstance(done, Merged), done
    return done


async def all_rows(store: Store, workspace_id: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    found = {}
    async with store.writer.connect() as connection:
        for table in metadata.sorted_tables:
            owner = table.c.id if table.name == "workspaces" else table.c.workspace_id
            query = select(table).where(owner == workspace_id).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(row) for row in await connection.execute(query)]
    return found


async def allowed(team: Team, client_ids: tuple[str, ...]) -> dict[tuple[str, Channel, Purpose], int]:
    """What consent and recipient say of every number of these clients, by channel and purpose: 0 is a
    refusal, 1 is one that somebody may override, 2 a warning, 3 a plain yes."""
    found: dict[tuple[str, Channel, Purpose], int] = {}
    async with team.ctx.store.read(team.workspace_id) as uow:
        owned = select(addresses.c.id, addresses.c.value).where(addresses.c.client_id.in_(client_ids))
        for address_id, value in (await uow.connection.execute(owned)).all():
            for channel in FAMILIES:
                for purpose in (Purpose.DIRECT, Purpose.TRANSACTIONAL, Purpose.MARKETING):
                    sender = team.ctx.senders_for(channel)[0]
                    assert sender.address in {OUR_SMS, OUR_WHATSAPP}
                    wish = Wish(channel, sender, value, "Hi", "Jane", address_id, purpose=purpose)
                    [facts] = await load_facts(uow, [of_wish(wish)], team.clock.now())
                    draft = of_wish(wish).draft
                    reasons = [*consent(draft, facts, team.clock.now())]
                    reasons += recipient(draft, facts, team.clock.now())
                    found[address_id, channel, purpose] = min(map(_weight, reasons), default=3)
    return found


def _weight(reason: Any) -> int:
    if reason.is_warning:
        return 2
    return 1 if reason.overridable_by else 0


async def conversation_of(team: Team, client_id: str) -> Any:
    """A client's active conversation, as its row."""
    found = await team.rows(conversations, client_id=client_id, state="active")
    assert len(found) == 1
    return found[0]
