"""Rows of a workspace that must not be seen, and wishes that name them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.client_import import ClientImport, ImportState
from bot.domain.client_record import ClientRecord
from bot.domain.consent import ConsentState, Review
from bot.domain.conversation import Conversation
from bot.domain.events import Receipt
from bot.domain.ids import new_id
from bot.domain.merge import Merge
from bot.domain.message import Status
from bot.domain.occasion import Occasion
from bot.domain.opt_in import OptIn
from bot.domain.sender import SenderState
from bot.domain.template_task import TaskState, TemplateTask
from bot.storage.repositories.charges import Charge
from bot.storage.repositories.coming import Place
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.merges import Change
from bot.storage.repositories.moving import Thread
from bot.storage.repositories.new_clients import NewClient
from bot.storage.repositories.outbox import ClaimedItem
from bot.storage.repositories.sender_states import KnownState
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.seeds import (
    ACCOUNT,
    NOW,
    REMINDS,
    SECOND,
    SYSTEM_KEY,
    Someone,
    occasion,
)
from tests.support.world import inbound

LATER = NOW + timedelta(days=1)
FIRST = Place(NOW - timedelta(days=9))
PACE = Pace(SECOND)
MONTH = "2026-11"
RECEIPT = Receipt("twilio", "SM1", Status.SENT)
KNOWN = KnownState(Channel.SMS, "+1", SenderState(), NOW)
TEXT = inbound("STOP", "SM2")
# Their account may be ours too: another row with a secret of its own.
OUR_ACCOUNT = replace(ACCOUNT, account=replace(ACCOUNT.account, id="B" * 26))
OTHER_LABEL = replace(ACCOUNT, account=replace(ACCOUNT.account, label="Taken"))
OUR_SYSTEM_KEY = replace(SYSTEM_KEY, key=replace(SYSTEM_KEY.key, id="L" * 26))
NAMESAKE = Client("C", "W", "Jane Doe", is_lead=True, created_at=NOW)


@dataclass(frozen=True)
class Theirs:
    """Rows of the workspace that must not be seen: every id and key a caller could get hold of."""

    who: Someone
    queued: str
    sending: str
    called: str
    item: ClaimedItem
    event_id: str
    receipt_id: str
    text_id: str
    review_id: str
    opt_in_id: str
    held_id: str
    merge_id: str
    import_id: str
    task_id: str
    occasion_id: str
    reminder_id: str
    series_id: str


def their_occasion(theirs: Theirs) -> Occasion:
    return replace(occasion(theirs.who), id=theirs.occasion_id)


def review(theirs: Theirs) -> Review:
    return Review(new_id(), theirs.who.address_id, Channel.WHATSAPP, theirs.queued, NOW, LATER)


def asked(theirs: Theirs) -> OptIn:
    return OptIn(new_id(), theirs.who.address_id, theirs.called, "U1", NOW, LATER)


def merge(theirs: Theirs) -> Merge:
    return Merge(new_id(), theirs.who.client_id, theirs.who.client_id, "U1", NOW, LATER)


def moved(theirs: Theirs) -> Change:
    return Change(theirs.who.client_id, {"name": "Taken"}, {"name": "Jane Doe"})


def thread(theirs: Theirs) -> Thread:
    return Thread(theirs.who.client_id, theirs.who.conversation_id)


def address(theirs: Theirs) -> Address:
    return Address(theirs.who.address_id, theirs.who.client_id, theirs.who.number)


def stood(theirs: Theirs) -> Conversation:
    who = theirs.who
    return Conversation(who.conversation_id, who.workspace_id, who.client_id, "C0INBOX", "1.1", NOW)


def change(theirs: Theirs) -> ConsentChange:
    return ConsentChange(theirs.who.address_id, Channel.SMS, ConsentState.EXPRESS, "test", "", NOW)


def charge(message_id: str) -> Charge:
    return Charge(message_id, MONTH, "", Channel.SMS, "+1", 1, 7900)


def taken(theirs: Theirs) -> dict[str, Any]:
    status, now = Status.ACCEPTED.value, NOW
    return {"id": theirs.called, "attempts": 0, "status": status, "provider_id": "SM9", "updated_at": now}


async def added(uow: UnitOfWork, theirs: Theirs) -> str:
    # Their client's number may be a client of ours too: another client, with ids of its own.
    owners = await uow.clients.add_with_addresses([(theirs.who.number, "Jane Doe")], NOW, lead=True)
    return owners[theirs.who.number].client_id


def new_client(theirs: Theirs) -> NewClient:
    # Their client's number may be a client of ours too.
    return NewClient(new_id(), ClientRecord("Jane Doe", tags=("VIP",)), (theirs.who.number,))


async def imported(uow: UnitOfWork) -> None:
    # One of theirs that is under way keeps nobody here from another.
    new = ClientImport(new_id(), "U1", "a.csv", "", ImportState.FETCHING, NOW, NOW)
    assert await uow.client_imports.add(new)


async def counted(uow: UnitOfWork) -> bool:
    return any(await uow.traffic.count_to_go(NOW - timedelta(days=1), LATER))


async def wished(uow: UnitOfWork) -> None:
    # Their wish keeps nobody here from the same.
    new = TemplateTask(new_id(), "U1", "twilio", "a", "en", TaskState.DONE, NOW, NOW)
    assert await uow.template_tasks.add(new, "view:1")


async def called(uow: UnitOfWork) -> None:
    # Their system's names of events are free here.
    assert await uow.trigger_calls.begin("evt-1", "another digest", NOW) is None


async def made_ready(uow: UnitOfWork) -> None:
    # A name of theirs is free here.
    assert await uow.message_templates.add(replace(REMINDS, id="S" * 26))


Call = Callable[[UnitOfWork, Theirs], Awaitable[Any]]
