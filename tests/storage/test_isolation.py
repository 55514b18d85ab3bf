"""No repository sees or changes another workspace's rows, whichever method is called with its ids."""

import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.domain.budget import Limit
from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.client_import import ClientImport, ImportState
from bot.domain.client_record import ClientRecord
from bot.domain.consent import ConsentState, DncEntry, DncSource, Review, ReviewState
from bot.domain.conversation import Conversation
from bot.domain.events import Receipt
from bot.domain.failure import RecipientFault
from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.ids import new_id
from bot.domain.merge import Merge
from bot.domain.message import Status
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.opt_in import OptIn, OptInState
from bot.domain.reminder import ReminderState
from bot.domain.roles import Role
from bot.domain.sender import SenderState
from bot.domain.settings import WorkspaceSettings
from bot.domain.template_task import TaskState, TemplateTask
from bot.storage.repositories.attention import Wanted
from bot.storage.repositories.audit import AuditFilter, Deed
from bot.storage.repositories.backlog import Waiting
from bot.storage.repositories.base import Repository
from bot.storage.repositories.budgets import Total
from bot.storage.repositories.channel_states import Fault
from bot.storage.repositories.charges import Charge
from bot.storage.repositories.client_list import Listing
from bot.storage.repositories.coming import Place, Whose
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.merges import Change
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.moving import Thread
from bot.storage.repositories.new_clients import NewClient
from bot.storage.repositories.outbox import ClaimedItem, OutboxItem
from bot.storage.repositories.roles import Grant
from bot.storage.repositories.sender_states import KnownState
from bot.storage.repositories.slack_events import SlackEvent
from bot.storage.store import Store, UnitOfWork
from bot.storage.tables import (
    client_imports,
    held_replies,
    inbound_texts,
    merges,
    metadata,
    occasions,
    opt_ins,
    opt_out_reviews,
    receipts,
    reminders,
    series,
    template_tasks,
)
from bot.vault import Sealed
from tests.storage.seeds import (
    ACCOUNT,
    LEASE,
    NOW,
    REMINDS,
    SECOND,
    SYSTEM_KEY,
    TEMPLATE,
    TRIGGER,
    Someone,
    again,
    gate_rows,
    message,
    occasion,
    reminder,
    someone,
)
from tests.support.world import inbound

LATER = NOW + timedelta(days=1)
FIRST = Place(NOW - timedelta(days=9))
PACE = Pace(SECOND)
MONTH = "2026-11"
_RECEIPT = Receipt("twilio", "SM1", Status.SENT)
_KNOWN = KnownState(Channel.SMS, "+1", SenderState(), NOW)
_TEXT = inbound("STOP", "SM2")
# Their account may be ours too: another row with a secret of its own.
_OUR_ACCOUNT = replace(ACCOUNT, account=replace(ACCOUNT.account, id="B" * 26))
_OTHER_LABEL = replace(ACCOUNT, account=replace(ACCOUNT.account, label="Taken"))
_OUR_SYSTEM_KEY = replace(SYSTEM_KEY, key=replace(SYSTEM_KEY.key, id="L" * 26))
_NAMESAKE = Client("C", "W", "Jane Doe", is_lead=True, created_at=NOW)


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


def _their_occasion(theirs: Theirs) -> Occasion:
    return replace(occasion(theirs.who), id=theirs.occasion_id)


def _review(theirs: Theirs) -> Review:
    return Review(new_id(), theirs.who.address_id, Channel.WHATSAPP, theirs.queued, NOW, LATER)


def _asked(theirs: Theirs) -> OptIn:
    return OptIn(new_id(), theirs.who.address_id, theirs.called, "U1", NOW, LATER)


def _merge(theirs: Theirs) -> Merge:
    return Merge(new_id(), theirs.who.client_id, theirs.who.client_id, "U1", NOW, LATER)


def _moved(theirs: Theirs) -> Change:
    return Change(theirs.who.client_id, {"name": "Taken"}, {"name": "Jane Doe"})


def _thread(theirs: Theirs) -> Thread:
    return Thread(theirs.who.client_id, theirs.who.conversation_id)


def _address(theirs: Theirs) -> Address:
    return Address(theirs.who.address_id, theirs.who.client_id, theirs.who.number)


def _stood(theirs: Theirs) -> Conversation:
    who = theirs.who
    return Conversation(who.conversation_id, who.workspace_id, who.client_id, "C0INBOX", "1.1", NOW)


def _change(theirs: Theirs) -> ConsentChange:
    return ConsentChange(theirs.who.address_id, Channel.SMS, ConsentState.EXPRESS, "test", "", NOW)


def _charge(message_id: str) -> Charge:
    return Charge(message_id, MONTH, "", Channel.SMS, "+1", 1, 7900)


def _taken(theirs: Theirs) -> dict[str, Any]:
    status, now = Status.ACCEPTED.value, NOW
    return {"id": theirs.called, "attempts": 0, "status": status, "provider_id": "SM9", "updated_at": now}


async def _added(uow: UnitOfWork, theirs: Theirs) -> str:
    # Their client's number may be a client of ours too: another client, with ids of its own.
    owners = await uow.clients.add_with_addresses([(theirs.who.number, "Jane Doe")], NOW, lead=True)
    return owners[theirs.who.number].client_id


def _new_client(theirs: Theirs) -> NewClient:
    # Their client's number may be a client of ours too.
    return NewClient(new_id(), ClientRecord("Jane Doe", tags=("VIP",)), (theirs.who.number,))


async def _imported(uow: UnitOfWork) -> None:
    # One of theirs that is under way keeps nobody here from another.
    new = ClientImport(new_id(), "U1", "a.csv", "", ImportState.FETCHING, NOW, NOW)
    assert await uow.client_imports.add(new)


async def _counted(uow: UnitOfWork) -> bool:
    return any(await uow.traffic.count_to_go(NOW - timedelta(days=1), LATER))


async def _wished(uow: UnitOfWork) -> None:
    # Their wish keeps nobody here from the same.
    new = TemplateTask(new_id(), "U1", "twilio", "a", "en", TaskState.DONE, NOW, NOW)
    assert await uow.template_tasks.add(new, "view:1")


async def _called(uow: UnitOfWork) -> None:
    # Their system's names of events are free here.
    assert await uow.trigger_calls.begin("evt-1", "another digest", NOW) is None


async def _made_ready(uow: UnitOfWork) -> None:
    # A name of theirs is free here.
    assert await uow.message_templates.add(replace(REMINDS, id="S" * 26))


Call = Callable[[UnitOfWork, Theirs], Awaitable[Any]]
# What each method is called with: everything that is theirs, from within our workspace.
CALLS: dict[str, Call] = {
    "merges.lock": lambda uow, t: uow.merges.lock([t.who.client_id]),
    "merges.add": lambda uow, t: uow.merges.add(_merge(t)),
    "merges.get": lambda uow, t: uow.merges.get(t.merge_id),
    "merges.standing_of": lambda uow, t: uow.merges.standing_of(t.who.client_id),
    "merges.set_undone": lambda uow, t: uow.merges.set_undone(t.merge_id, "U1", LATER),
    "merges.keep": lambda uow, t: uow.merges.keep(t.merge_id, "clients", [_moved(t)]),
    "merges.changes": lambda uow, t: uow.merges.changes(t.merge_id, "clients"),
    "merges.put_back": lambda uow, t: uow.merges.put_back("clients", [_moved(t)]),
    "merges.forget_before": lambda uow, _t: uow.merges.forget_before(LATER),
    "moving.correspondence": lambda uow, t: uow.moving.correspondence([t.who.conversation_id]),
    "moving.take_messages": lambda uow, t: uow.moving.take_messages(t.merge_id, _thread(t), Thread("C", "T")),
    "moving.take_held_replies": lambda uow, t: uow.moving.take_held_replies(
        t.merge_id, _thread(t), Thread("C", "T")
    ),
    "moving.take_addresses": lambda uow, t: uow.moving.take_addresses(t.merge_id, t.who.client_id, "C"),
    "moving.take_calendar": lambda uow, t: uow.moving.take_calendar(t.merge_id, t.who.client_id, "C"),
    "moving.copy_tags": lambda uow, t: uow.moving.copy_tags(t.merge_id, t.who.client_id, "C"),
    "moving.give_back": lambda uow, t: uow.moving.give_back(t.merge_id, t.who.client_id),
    "moving.later_messages": lambda uow, t: uow.moving.later_messages(t.merge_id, _thread(t), theirs=False),
    "moving.hand_later_messages": lambda uow, t: uow.moving.hand_later_messages(
        t.merge_id, _thread(t), Thread("C", "T"), theirs=False
    ),
    "moving.realign": lambda uow, _t: uow.moving.realign(NOW - timedelta(days=9)),
    "moving.put_consents_back": lambda uow, t: uow.moving.put_consents_back(
        {(t.who.address_id, Channel.SMS): None}
    ),
    "accounts.all": lambda uow, _t: uow.accounts.all(),
    "accounts.get": lambda uow, _t: uow.accounts.get(ACCOUNT.account.id, lock=True),
    "accounts.stamp": lambda uow, _t: uow.accounts.stamp(),
    "accounts.add": lambda uow, _t: uow.accounts.add(_OUR_ACCOUNT, "U1"),
    "accounts.change": lambda uow, _t: uow.accounts.change(_OTHER_LABEL, "U1"),
    "accounts.forget": lambda uow, _t: uow.accounts.forget([ACCOUNT.account.id]),
    "accounts.forget_before": lambda uow, _t: uow.accounts.forget_before(LATER, LATER),
    "clients.get": lambda uow, t: uow.clients.get(t.who.client_id),
    "clients.by_addresses": lambda uow, t: uow.clients.by_addresses([t.who.number]),
    "clients.add_with_addresses": _added,
    "clients.rename": lambda uow, t: uow.clients.rename(t.who.client_id, "Taken"),
    "clients.tags_of": lambda uow, t: uow.clients.tags_of([t.who.client_id]),
    "clients.change": lambda uow, t: uow.clients.change(t.who.client_id, owner="U0OURS"),
    "client_search.matching": lambda uow, _t: uow.client_search.matching("jane", 50),
    "client_search.with_words": lambda uow, _t: uow.client_search.with_words([["jane"]], 50),
    "client_search.text": lambda uow, _t: uow.client_search.text(),
    "clients.by_ids": lambda uow, t: uow.clients.by_ids([t.who.client_id]),
    "addresses.get": lambda uow, t: uow.addresses.get(t.who.address_id),
    "addresses.add": lambda uow, t: uow.addresses.add(t.who.client_id, "+12125550177", NOW),
    "addresses.retire": lambda uow, t: uow.addresses.retire(t.who.address_id, NOW),
    "addresses.hand_over": lambda uow, t: uow.addresses.hand_over(t.who.address_id, t.who.client_id),
    "addresses.put_first": lambda uow, t: uow.addresses.put_first(_address(t)),
    "addresses.queued": lambda uow, t: uow.addresses.queued(_address(t)),
    "client_records.add": lambda uow, _t: uow.client_records.add("Jane Doe", NOW),
    "client_records.lock": lambda uow, t: uow.client_records.lock([t.who.client_id]),
    "client_records.set_tags": lambda uow, t: uow.client_records.set_tags(t.who.client_id, ["VIP", "New"]),
    "client_records.tags": lambda uow, _t: uow.client_records.tags(9),
    "client_records.kinds": lambda uow, _t: uow.client_records.kinds(9),
    "client_list.after": lambda uow, _t: uow.client_list.after("", 9),
    "new_clients.add": lambda uow, t: uow.new_clients.add([_new_client(t)], NOW),
    "client_imports.add": lambda uow, _t: _imported(uow),
    "client_imports.get": lambda uow, t: uow.client_imports.get(t.import_id),
    "client_imports.under_way": lambda uow, _t: uow.client_imports.under_way(),
    "client_imports.due": lambda uow, _t: uow.client_imports.due(LATER),
    "client_imports.content": lambda uow, t: uow.client_imports.content(t.import_id),
    "client_imports.change": lambda uow, t: uow.client_imports.change(t.import_id, state="done"),
    "client_imports.tell_problems": lambda uow, t: uow.client_imports.tell_problems(
        t.import_id, {3: [("a", "b")]}
    ),
    "client_imports.problems": lambda uow, t: uow.client_imports.problems(t.import_id),
    "client_imports.stale": lambda uow, _t: uow.client_imports.stale(LATER),
    "client_imports.forget_problems": lambda uow, t: uow.client_imports.forget_problems(t.import_id),
    "client_imports.drop_contents": lambda uow, _t: uow.client_imports.drop_contents(LATER),
    "client_imports.forget_before": lambda uow, _t: uow.client_imports.forget_before(LATER),
    "client_list.has_any": lambda uow, _t: uow.client_list.has_any(),
    "client_list.page": lambda uow, _t: uow.client_list.page(Listing(tag="VIP"), 9),
    "clients.by_name_prefixes": lambda uow, _t: uow.clients.by_name_prefixes(["Jane Doe"]),
    "consents.of_addresses": lambda uow, t: uow.consents.of_addresses([t.who.address_id]),
    "consents.of_client": lambda uow, t: uow.consents.of_client(t.who.client_id),
    "consents.ledger": lambda uow, t: uow.consents.ledger([t.who.address_id], 9),
    "consents.latest_changes": lambda uow, t: uow.consents.latest_changes([t.who.address_id]),
    "consents.record": lambda uow, t: uow.consents.record([_change(t)]),
    "conversations.get": lambda uow, t: uow.conversations.get(t.who.conversation_id),
    "conversations.by_thread": lambda uow, _t: uow.conversations.by_thread("C0INBOX", "1.1"),
    "conversations.at_root": lambda uow, _t: uow.conversations.at_root("C0INBOX", "1.0"),
    "conversations.active_of": lambda uow, t: uow.conversations.active_of([t.who.client_id]),
    "conversations.add": lambda uow, t: uow.conversations.add([t.who.client_id], "C0INBOX", NOW),
    "conversations.set_root": lambda uow, t: uow.conversations.set_root(t.who.conversation_id, "9.9"),
    "conversations.leave": lambda uow, t: uow.conversations.leave(_stood(t), "C0TAKEN"),
    "conversations.last_texts": lambda uow, t: uow.conversations.last_texts(
        t.who.conversation_id, new_id(), 9
    ),
    "conversations.channels": lambda uow, _t: uow.conversations.channels(),
    "conversations.with_senders": lambda uow, _t: uow.conversations.with_senders("", 9),
    "open_failures.add": lambda uow, t: uow.open_failures.add([message(t.who, id=t.called)], NOW),
    "open_failures.settle": lambda uow, t: uow.open_failures.settle([t.queued]),
    "open_failures.settle_of_client": lambda uow, t: uow.open_failures.settle_of_client(t.who.client_id),
    "open_failures.written_since": lambda uow, t: uow.open_failures.written_since({t.who.client_id: LATER}),
    "attention.page": lambda uow, _t: uow.attention.page(Wanted("U1"), NOW, 0, 9),
    "unshown_texts.keep": lambda uow, t: uow.unshown_texts.keep([message(t.who)]),
    "unshown_texts.counts": lambda uow, _t: uow.unshown_texts.counts(),
    "unshown_texts.take": lambda uow, _t: uow.unshown_texts.take(Channel.SMS, "+1", 9),
    "conversations.change": lambda uow, t: uow.conversations.change(t.who.conversation_id, work="closed"),
    "conversations.heard": lambda uow, t: uow.conversations.heard([t.who.conversation_id], NOW),
    "conversations.said": lambda uow, t: uow.conversations.said([t.who.conversation_id], NOW, answered=True),
    "conversations.due_from_snooze": lambda uow, _t: uow.conversations.due_from_snooze(LATER, 9),
    "held_replies.keep": lambda uow, t: uow.held_replies.keep(
        HeldReply(new_id(), t.who.conversation_id, "C0INBOX", "4.4", "U1", "Hi", HeldWhy.MENTION, NOW)
    ),
    "held_replies.get": lambda uow, t: uow.held_replies.get(t.held_id),
    "held_replies.by_slack": lambda uow, _t: uow.held_replies.by_slack("C0INBOX", "4.4"),
    "held_replies.take": lambda uow, t: uow.held_replies.take(t.held_id),
    "held_replies.awaits_files": lambda uow, t: uow.held_replies.awaits_files(t.who.conversation_id),
    "held_replies.change": lambda uow, t: uow.held_replies.change(t.held_id, "Taken"),
    "held_replies.unreminded": lambda uow, _t: uow.held_replies.unreminded(LATER, 9),
    "held_replies.reminded": lambda uow, t: uow.held_replies.reminded(t.held_id, NOW),
    "held_replies.forget_before": lambda uow, _t: uow.held_replies.forget_before(LATER),
    "timetable.awaiting_consent": lambda uow, t: uow.timetable.awaiting_consent(
        t.who.client_id, t.who.address_id
    ),
    "opt_ins.add": lambda uow, t: uow.opt_ins.add(_asked(t)),
    "opt_ins.get": lambda uow, t: uow.opt_ins.get(t.opt_in_id),
    "opt_ins.of_message": lambda uow, t: uow.opt_ins.of_message(t.queued),
    "opt_ins.latest": lambda uow, t: uow.opt_ins.latest([t.who.address_id]),
    "opt_ins.due": lambda uow, _t: uow.opt_ins.due(LATER, 9),
    "opt_ins.settle": lambda uow, t: uow.opt_ins.settle(
        t.opt_in_id, OptInState.ASKED, state=OptInState.AGREED
    ),
    "opt_ins.change": lambda uow, t: uow.opt_ins.change(t.opt_in_id, due_at=LATER),
    "coming.texts": lambda uow, _t: uow.coming.texts(Whose(), FIRST, 9),
    "coming.reminders": lambda uow, t: uow.coming.reminders(Whose(client_id=t.who.client_id), FIRST, 9),
    "coming.series": lambda uow, _t: uow.coming.series(Whose(user="U0THEIRS"), FIRST, 9),
    "coming.paused_series": lambda uow, _t: uow.coming.paused_series(Whose(), "", 9),
    "coming.count_by_itself": lambda uow, _t: uow.coming.count_by_itself(FIRST.at, None, 9),
    "coming.count_of_client": lambda uow, t: uow.coming.count_of_client(t.who.client_id, 9),
    "timetable.occasions_told": lambda uow, t: uow.timetable.occasions_told(t.who.client_id, NOW - SECOND),
    "timetable.last_before": lambda uow, t: uow.timetable.last_before(
        replace(message(t.who), created_at=LATER), NOW - SECOND
    ),
    "timetable.next_to": lambda uow, t: uow.timetable.next_to(t.who.client_id),
    "timetable.scheduled": lambda uow, t: uow.timetable.scheduled([t.who.client_id]),
    "timetable.last_sender": lambda uow, t: uow.timetable.last_sender(t.who.conversation_id, Channel.SMS),
    "timetable.last_to": lambda uow, t: uow.timetable.last_to(t.who.client_id, t.who.conversation_id),
    "messages.has_written": lambda uow, t: uow.messages.has_written(
        t.who.client_id, "U0THEIRS", NOW - SECOND
    ),
    "clients.like": lambda uow, _t: uow.clients.like(_NAMESAKE, 50),
    "messages.received_after": lambda uow, t: uow.messages.received_after(t.who.conversation_id, "", 9),
    "messages.count_received_after": lambda uow, t: uow.messages.count_received_after(
        t.who.conversation_id, ""
    ),
    "messages.add": lambda uow, t: uow.messages.add([(message(t.who), "new")]),
    "messages.log": lambda uow, t: uow.messages.log([MessageEvent(t.queued, NOW, Status.SENT)]),
    "messages.get": lambda uow, t: uow.messages.get(t.queued, lock=True),
    "messages.accept": lambda uow, t: uow.messages.accept([_taken(t)]),
    "messages.locked": lambda uow, t: uow.messages.locked([t.queued, t.sending], ["SM1"]),
    "messages.by_slack": lambda uow, _t: uow.messages.by_slack("C0INBOX", "2.2"),
    "messages.by_intent": lambda uow, t: uow.messages.by_intent("queued", t.queued),
    "messages.by_provider_id": lambda uow, _t: uow.messages.by_provider_id("twilio", "SM1"),
    "messages.latest": lambda uow, t: uow.messages.latest(t.who.conversation_id),
    "messages.update": lambda uow, t: uow.messages.update([{"id": t.queued, "body": "Taken"}]),
    "messages.answered_by_itself": lambda uow, t: uow.messages.answered_by_itself(
        t.who.client_id, NOW - SECOND
    ),
    "messages.recent": lambda uow, t: uow.messages.recent([t.who.client_id], NOW - SECOND),
    "messages.known_provider_ids": lambda uow, t: uow.messages.known_provider_ids(t.who.address_id, NOW),
    "claims.due": lambda uow, _t: uow.claims.due(
        "us", LATER, lease=LEASE, horizon=SECOND, limit=50, pace=lambda _lane: PACE
    ),
    "claims.any_due": lambda uow, _t: uow.claims.any_due(LATER, SECOND),
    "claims.next_turn": lambda uow, _t: uow.claims.next_turn(),
    "claims.abandoned": lambda uow, _t: uow.claims.abandoned(LATER, 50),
    "outbox.add": lambda uow, _t: uow.outbox.add(
        [OutboxItem("card", "k", "update", "card:1", {"ours": 1}, newest_only=True)], NOW
    ),
    "outbox.claim": lambda uow, _t: uow.outbox.claim(
        "us", LATER, lease=LEASE, horizon=SECOND, limit=50, pace=lambda _lane: PACE
    ),
    "outbox.any_due": lambda uow, _t: uow.outbox.any_due(LATER, SECOND),
    "outbox.next_turn": lambda uow, _t: uow.outbox.next_turn(),
    "outbox.finish": lambda uow, t: uow.outbox.finish(t.item, "them", NOW),
    "outbox.put_back": lambda uow, t: uow.outbox.put_back(
        t.item, "them", NOW, "error", perhaps_done=False, dead=True
    ),
    "outbox.hold_lane": lambda uow, _t: uow.outbox.hold_lane("update", LATER),
    "outbox.forget_before": lambda uow, _t: uow.outbox.forget_before(LATER),
    "outbox.cards_in_doubt": lambda uow, _t: uow.outbox.cards_in_doubt(),
    "outbox.first_waiting": lambda uow, _t: uow.outbox.first_waiting("k", ["card"]),
    "outbox.is_waiting": lambda uow, _t: uow.outbox.is_waiting("card:1"),
    "slack_events.store": lambda uow, _t: uow.slack_events.store([SlackEvent("E1", "T", "k", {"a": 1})], NOW),
    "receipts.keep": lambda uow, _t: uow.receipts.keep([_RECEIPT], NOW),
    "receipts.take": lambda uow, _t: uow.receipts.take(LATER, 50),
    "receipts.take_one": lambda uow, t: uow.receipts.take_one(t.receipt_id),
    "receipts.put_back": lambda uow, t: uow.receipts.put_back(t.receipt_id, LATER, "error", dead=True),
    "inbound_texts.keep": lambda uow, _t: uow.inbound_texts.keep([_TEXT], NOW),
    "inbound_texts.take": lambda uow, _t: uow.inbound_texts.take(LATER, 50),
    "inbound_texts.take_one": lambda uow, t: uow.inbound_texts.take_one(t.text_id),
    "inbound_texts.put_back": lambda uow, t: uow.inbound_texts.put_back(t.text_id, LATER, "error", dead=True),
    "backlog.waiting": lambda uow, _t: uow.backlog.waiting(LATER),
    "slack_events.forestall": lambda uow, _t: uow.slack_events.forestall("C0INBOX:9.9", "9.9", NOW),
    "slack_events.claim": lambda uow, _t: uow.slack_events.claim("us", LATER, LEASE, 50),
    "slack_events.finish": lambda uow, t: uow.slack_events.finish(t.event_id, "them", NOW),
    "slack_events.put_back": lambda uow, t: uow.slack_events.put_back(
        t.event_id, "them", NOW, "error", dead=True
    ),
    "slack_events.forget_before": lambda uow, _t: uow.slack_events.forget_before(LATER),
    "settings.load": lambda uow, _t: uow.settings.load(),
    "settings.save": lambda uow, _t: uow.settings.save(WorkspaceSettings(), 0, "U1", NOW),
    "roles.of_users": lambda uow, _t: uow.roles.of_users(["U0THEIRS"]),
    "roles.teams_of": lambda uow, _t: uow.roles.teams_of(["U0THEIRS"]),
    "roles.all": lambda uow, _t: uow.roles.all(),
    "roles.grant": lambda uow, _t: uow.roles.grant(Grant("U0THEIRS", Role.VIEWER, None, NOW)),
    "roles.revoke": lambda uow, _t: uow.roles.revoke("U0THEIRS"),
    "roles.set_members": lambda uow, _t: uow.roles.set_members("S0THEIRS", ["U1"]),
    "roles.lock": lambda uow, _t: uow.roles.lock(),
    "roles.members": lambda uow, _t: uow.roles.members(["S0THEIRS"]),
    "audit.page": lambda uow, t: uow.audit.page(AuditFilter(client_id=t.who.client_id), 9),
    "audit.write": lambda uow, t: uow.audit.write([Deed("U1", "test", NOW, t.who.client_id)]),
    "recipients.of_addresses": lambda uow, t: uow.recipients.of_addresses([t.who.address_id], Channel.SMS),
    "recipients.dnc_of": lambda uow, t: uow.recipients.dnc_of(t.who.number, Channel.SMS),
    "dnc.add": lambda uow, t: uow.dnc.add([DncEntry(t.who.number, None, DncSource.STOP, "", None, NOW)]),
    "dnc.remove": lambda uow, t: uow.dnc.remove(t.who.number, None),
    "dnc.of_numbers": lambda uow, t: uow.dnc.of_numbers([t.who.number]),
    "dnc.page": lambda uow, _t: uow.dnc.page(9),
    "dnc.count": lambda uow, _t: uow.dnc.count(),
    "channel_states.of_client": lambda uow, t: uow.channel_states.of_client(t.who.client_id),
    "reviews.open": lambda uow, t: uow.reviews.open([_review(t)]),
    "reviews.get": lambda uow, t: uow.reviews.get(t.review_id),
    "reviews.close": lambda uow, t: uow.reviews.close(t.review_id, ReviewState.DISMISSED, "U1", LATER),
    "reviews.close_of_address": lambda uow, t: uow.reviews.close_of_address(
        t.who.address_id, [Channel.SMS], ReviewState.OPTED_OUT, None, LATER
    ),
    "reviews.to_look_at": lambda uow, _t: uow.reviews.to_look_at(LATER, LATER, 50),
    "reviews.set_reminded": lambda uow, t: uow.reviews.set_reminded(t.review_id, LATER),
    "channel_states.heard": lambda uow, t: uow.channel_states.heard({(t.who.address_id, Channel.SMS): LATER}),
    "channel_states.introduced": lambda uow, t: uow.channel_states.introduced(
        [(t.who.address_id, Channel.SMS)], LATER
    ),
    "channel_states.not_introduced": lambda uow, t: uow.channel_states.not_introduced(
        {(t.who.address_id, Channel.SMS): NOW - timedelta(days=1)}
    ),
    "charges.add": lambda uow, t: uow.charges.add(_charge(t.queued), LATER, NOW),
    "charges.reserved": lambda uow, t: uow.charges.reserved([t.queued]),
    "charges.release": lambda uow, t: uow.charges.release([t.queued]),
    "charges.forget_before": lambda uow, _t: uow.charges.forget_before(LATER),
    "charges.due": lambda uow, _t: uow.charges.due(LATER, 9),
    "charges.lease": lambda uow, t: uow.charges.lease([t.queued], LATER),
    "charges.ask_at": lambda uow, t: uow.charges.ask_at([t.queued], LATER),
    "charges.settle": lambda uow, t: uow.charges.settle({t.queued: 5}, NOW),
    "traffic.counts": lambda uow, _t: uow.traffic.counts(NOW - timedelta(days=1), LATER),
    "traffic.to_go": lambda uow, _t: uow.traffic.to_go(NOW - timedelta(days=1), LATER, 9),
    "traffic.count_to_go": lambda uow, _t: _counted(uow),
    "charges.costs": lambda uow, _t: uow.charges.costs([MONTH]),
    "budgets.totals": lambda uow, _t: uow.budgets.totals([(MONTH, "")]),
    "budgets.take": lambda uow, _t: uow.budgets.take((MONTH, ""), 5, Limit(9)),
    "budgets.lock": lambda uow, _t: uow.budgets.lock((MONTH, "")),
    "budgets.move": lambda uow, _t: uow.budgets.move({(MONTH, ""): (5, 1)}),
    "budgets.report": lambda uow, _t: uow.budgets.report(Total(MONTH, ""), 80),
    "sender_states.all": lambda uow, _t: uow.sender_states.all(),
    "sender_states.save": lambda uow, _t: uow.sender_states.save(_KNOWN, NOW),
    "own_numbers.remember": lambda uow, _t: uow.own_numbers.remember(
        "whatsapp_cloud", "1", "+12025550102", NOW
    ),
    "own_numbers.known": lambda uow, _t: uow.own_numbers.known("whatsapp_cloud", "1"),
    "templates.all": lambda uow, _t: uow.templates.all(),
    "templates.provider_of": lambda uow, _t: uow.templates.provider_of(TEMPLATE.id),
    "templates.by_ids": lambda uow, _t: uow.templates.by_ids([TEMPLATE.id]),
    "templates.fetched_at": lambda uow, _t: uow.templates.fetched_at(),
    "templates.write": lambda uow, _t: uow.templates.write("twilio", TEMPLATE),
    "templates.make_stale": lambda uow, _t: uow.templates.make_stale("twilio", NOW),
    "templates.save": lambda uow, _t: uow.templates.save("twilio", TEMPLATE, LATER),
    "templates.remove": lambda uow, _t: uow.templates.remove("twilio", TEMPLATE.id),
    "template_tasks.add": lambda uow, _t: _wished(uow),
    "template_tasks.get": lambda uow, t: uow.template_tasks.get(t.task_id),
    "template_tasks.is_known": lambda uow, _t: uow.template_tasks.is_known("view:1"),
    "template_tasks.due": lambda uow, _t: uow.template_tasks.due(LATER),
    "template_tasks.looks_due": lambda uow, _t: uow.template_tasks.looks_due(LATER),
    "template_tasks.open": lambda uow, _t: uow.template_tasks.open(),
    "template_tasks.makers": lambda uow, _t: uow.template_tasks.makers([TEMPLATE.id]),
    "template_tasks.change": lambda uow, t: uow.template_tasks.change(t.task_id, attempts=9),
    "template_tasks.forget_before": lambda uow, _t: uow.template_tasks.forget_before(LATER),
    "templates.replace": lambda uow, _t: uow.templates.replace("twilio", [TEMPLATE], LATER),
    "message_templates.add": lambda uow, _t: _made_ready(uow),
    "message_templates.change": lambda uow, _t: uow.message_templates.change(replace(REMINDS, version=2)),
    "message_templates.archive": lambda uow, _t: uow.message_templates.archive(REMINDS.id, "U1", NOW),
    "message_templates.get": lambda uow, _t: uow.message_templates.get(REMINDS.id),
    "message_templates.by_ids": lambda uow, _t: uow.message_templates.by_ids([REMINDS.id]),
    "message_templates.named": lambda uow, _t: uow.message_templates.named(REMINDS.name),
    "message_templates.offered": lambda uow, _t: uow.message_templates.offered(),
    "message_templates.lock_names": lambda uow, _t: uow.message_templates.lock_names(),
    "message_templates.were_ever": lambda uow, _t: uow.message_templates.were_ever(),
    "message_templates.versions": lambda uow, _t: uow.message_templates.versions(REMINDS.id),
    "occasions.add": lambda uow, t: uow.occasions.add(occasion(t.who)),
    "occasions.change": lambda uow, t: uow.occasions.change(_their_occasion(t)),
    "occasions.get": lambda uow, t: uow.occasions.get(t.occasion_id, lock=True),
    "occasions.by_ids": lambda uow, t: uow.occasions.by_ids([t.occasion_id]),
    "occasions.by_ref": lambda uow, _t: uow.occasions.by_ref(OccasionKind.APPOINTMENT, "A-1"),
    "occasions.of_client": lambda uow, t: uow.occasions.of_client(t.who.client_id),
    "occasions.appointments": lambda uow, t: uow.occasions.appointments([t.who.client_id]),
    "occasions.next_appointments": lambda uow, t: uow.occasions.next_appointments([t.who.client_id], NOW),
    "occasions.standing": lambda uow, _t: uow.occasions.standing(OccasionKind.APPOINTMENT, NOW, 9),
    "reminders.upcoming": lambda uow, _t: uow.reminders.upcoming(9),
    "trigger_keys.add": lambda uow, _t: uow.trigger_keys.add(_OUR_SYSTEM_KEY),
    "trigger_keys.all": lambda uow, _t: uow.trigger_keys.all(),
    "trigger_keys.get": lambda uow, _t: uow.trigger_keys.get(SYSTEM_KEY.key.id, lock=True),
    "trigger_keys.reseal": lambda uow, _t: uow.trigger_keys.reseal(SYSTEM_KEY.key.id, Sealed("k", "s")),
    "trigger_keys.revoke": lambda uow, _t: uow.trigger_keys.revoke(SYSTEM_KEY.key.id, "U1", NOW),
    "trigger_keys.used": lambda uow, _t: uow.trigger_keys.used(SYSTEM_KEY.key.id, LATER),
    "trigger_calls.begin": lambda uow, _t: _called(uow),
    "trigger_calls.answered": lambda uow, _t: uow.trigger_calls.answered("evt-1", 200, {}),
    "trigger_calls.let_go": lambda uow, _t: uow.trigger_calls.let_go("evt-1"),
    "trigger_calls.forget_before": lambda uow, _t: uow.trigger_calls.forget_before(LATER),
    "occasions.to_replan": lambda uow, _t: uow.occasions.to_replan(OccasionKind.APPOINTMENT, "", NOW, 9),
    "triggers.to_replan": lambda uow, _t: uow.triggers.to_replan(),
    "triggers.replanned": lambda uow, _t: uow.triggers.replanned(TRIGGER.id, None),
    "triggers.forget": lambda uow, _t: uow.triggers.forget(TRIGGER.id),
    "triggers.save": lambda uow, _t: uow.triggers.save(replace(TRIGGER, slack_channel="C0TAKEN")),
    "triggers.remove": lambda uow, _t: uow.triggers.remove(TRIGGER.id),
    "triggers.get": lambda uow, _t: uow.triggers.get(TRIGGER.id),
    "triggers.all": lambda uow, _t: uow.triggers.all(),
    "triggers.on": lambda uow, _t: uow.triggers.on(OccasionKind.APPOINTMENT),
    "reminders.plan": lambda uow, t: uow.reminders.plan([reminder(_their_occasion(t), step="x")]),
    "reminders.any_work": lambda uow, _t: uow.reminders.any_work(LATER),
    "reminders.get": lambda uow, t: uow.reminders.get(t.reminder_id, lock=True),
    "reminders.settle_planned": lambda uow, t: uow.reminders.settle_planned(
        t.occasion_id, [TRIGGER.id], ReminderState.SKIPPED, "No."
    ),
    "reminders.take_up": lambda uow, t: uow.reminders.take_up(t.occasion_id, "", NOW),
    "reminders.remove_of_trigger": lambda uow, _t: uow.reminders.remove_of_trigger(TRIGGER.id, [], 9),
    "reminders.last_sent": lambda uow, t: uow.reminders.last_sent(t.occasion_id),
    "reminders.take": lambda uow, _t: uow.reminders.take(LATER, 9),
    "reminders.settle": lambda uow, t: uow.reminders.settle(t.reminder_id, ReminderState.SENT),
    "reminders.put_off": lambda uow, t: uow.reminders.put_off(t.reminder_id, LATER),
    "reminders.remove_planned": lambda uow, t: uow.reminders.remove_planned(t.occasion_id),
    "reminders.of_occasion": lambda uow, t: uow.reminders.of_occasion(t.occasion_id),
    "reminders.planned_for": lambda uow, t: uow.reminders.planned_for([t.who.client_id]),
    "series.add": lambda uow, t: uow.series.add(again(t.who), "view:1"),
    "series.change": lambda uow, t: uow.series.change(again(t.who, id=t.series_id)),
    "series.get": lambda uow, t: uow.series.get(t.series_id, lock=True),
    "series.take": lambda uow, _t: uow.series.take(LATER, 9),
    "series.take_one": lambda uow, t: uow.series.take_one(t.series_id, LATER),
    "series.put_off": lambda uow, t: uow.series.put_off(t.series_id, 1, LATER),
    "series.any_due": lambda uow, _t: uow.series.any_due(LATER),
    "series.keyed": lambda uow, _t: uow.series.keyed("view:1"),
    "series.next_due": lambda uow, _t: uow.series.next_due(),
    "series.of_clients": lambda uow, t: uow.series.of_clients([t.who.client_id]),
    "channel_states.faulty": lambda uow, t: uow.channel_states.faulty(
        [Fault(t.who.address_id, Channel.SMS, RecipientFault.LANDLINE, "30006", LATER)]
    ),
}


def repositories() -> Iterable[str]:
    """The names under which a unit of work hands out its repositories."""
    return sorted(name for name, value in vars(UnitOfWork).items() if hasattr(value, "attrname"))


@pytest.fixture
async def theirs(store: Store, elsewhere: str) -> Theirs:
    """Rows of the other workspace in every table."""
    async with store.write(elsewhere) as uow:
        who = await someone(uow)
        await uow.conversations.set_root(who.conversation_id, "1.0")
        await uow.conversations.set_root(who.conversation_id, None)
        await uow.conversations.set_root(who.conversation_id, "1.1")
        waits = {"error_text": "Night.", "scheduled_for": NOW, "awaits_consent": True}
        queued = message(who, slack_channel="C0INBOX", slack_ts="2.2", **waits)
        sending = message(who, status=Status.SENDING, provider_id="SM1")
        called = message(who, status=Status.SENDING)
        await uow.messages.add([(queued, "queued"), (sending, "sending"), (called, "called")])
        await uow.messages.update([{"id": sending.id, "lease_until": NOW, "lease_owner": "them"}])
        await uow.messages.log([MessageEvent(queued.id, NOW, Status.QUEUED, receipt_key="r1")])
        await uow.consents.record(
            [ConsentChange(who.address_id, Channel.SMS, ConsentState.WITHDRAWN, "test", "", NOW)]
        )
        await uow.outbox.add([OutboxItem("card", "k", "update", "card:1"), _done("card:0")], NOW)
        paced = {
            "lease": LEASE,
            "horizon": timedelta(0),
            "limit": 9,
            "pace": lambda _lane: Pace(timedelta(0)),
        }
        written, waiting = sorted(await uow.outbox.claim("them", NOW, **paced), key=lambda i: i.dedupe_key)  # type: ignore[arg-type]
        await uow.outbox.finish(written, "them", NOW)
        await uow.slack_events.store(
            [SlackEvent("E1", "T", "k", {}, "C0INBOX:9.9"), SlackEvent("E0", "T", "j", {})], NOW
        )
        event, handled = await uow.slack_events.claim("them", NOW, LEASE, 2)
        await uow.slack_events.finish(handled.id, "them", NOW)
        await uow.receipts.keep([_RECEIPT], NOW)
        receipt_id = (await uow.connection.execute(select(receipts.c.id))).scalar_one()
        await uow.inbound_texts.keep([_TEXT], NOW)
        text_id = (await uow.connection.execute(select(inbound_texts.c.id))).scalar_one()
        await gate_rows(uow, who, queued.id)
        opt_in_id = (await uow.connection.execute(select(opt_ins.c.id))).scalar_one()
        review_id = (await uow.connection.execute(select(opt_out_reviews.c.id))).scalar_one()
        held_id = (await uow.connection.execute(select(held_replies.c.id))).scalar_one()
        merge_id = (await uow.connection.execute(select(merges.c.id))).scalar_one()
        later = {"work": "snoozed", "snoozed_until": NOW}
        await uow.conversations.change(who.conversation_id, **later)
        import_id = (await uow.connection.execute(select(client_imports.c.id))).scalar_one()
        first_task = select(template_tasks.c.id).where(template_tasks.c.intent_key == "view:1")
        task_id = (await uow.connection.execute(first_task)).scalar_one()
        calendar = [
            (await uow.connection.execute(select(table.c.id))).scalar_one()
            for table in (occasions, reminders, series)
        ]
    kept = (receipt_id, text_id, review_id, opt_in_id, held_id, merge_id, import_id, task_id, *calendar)
    return Theirs(who, queued.id, sending.id, called.id, waiting, event.id, *kept)


def _done(key: str) -> OutboxItem:
    return OutboxItem("card", "j", "update", key)


async def rows_of(store: Store, workspace_id: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a workspace."""
    found = {}
    async with store.writer.connect() as connection:
        for table in metadata.sorted_tables:
            owner = table.c.id if table.name == "workspaces" else table.c.workspace_id
            query = select(table).where(owner == workspace_id).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(row) for row in await connection.execute(query)]
    return found


def strings(value: object) -> set[str]:
    """Every string anywhere in an answer."""
    if isinstance(value, str):
        return {value}
    if is_dataclass(value):
        return set().union(*(strings(getattr(value, each.name)) for each in fields(value)))
    if isinstance(value, dict):
        return set().union(*(strings(each) for pair in value.items() for each in pair), set())
    if isinstance(value, list | tuple | set | frozenset):
        return set().union(*map(strings, value), set())
    return set()


def test_every_method_of_every_repository_is_tried(store: Store) -> None:
    uow = UnitOfWork(None, new_id())  # type: ignore[arg-type]
    methods = {
        f"{name}.{method}"
        for name in repositories()
        for method, function in inspect.getmembers(type(getattr(uow, name)), inspect.iscoroutinefunction)
        if not method.startswith("_")
    }
    assert methods == set(CALLS)
    assert all(isinstance(getattr(uow, name), Repository) for name in repositories())


@pytest.mark.parametrize("name", sorted(CALLS))
async def test_a_method_called_with_another_workspace_s_ids_sees_and_changes_nothing(
    store: Store, workspace_id: str, theirs: Theirs, name: str
) -> None:
    before = await rows_of(store, theirs.who.workspace_id)
    assert all(before.values()), "Every table must hold a row of theirs."
    answer = None
    try:
        async with store.write(workspace_id) as uow:
            answer = await CALLS[name](uow, theirs)
    except IntegrityError:
        answer = None  # The schema itself refuses a reference to another workspace's row.
    ids = {row[0] for rows in before.values() for row in rows} | {theirs.who.client_id}
    assert not strings(answer) & {each for each in ids if isinstance(each, str)}
    assert answer is not True
    assert not isinstance(answer, Waiting) or answer == Waiting(0, 0, 0, 0, 0, 0, 0)
    assert await rows_of(store, theirs.who.workspace_id) == before


async def test_what_waits_elsewhere_under_the_same_keys_blocks_nobody_here(
    store: Store, workspace_id: str, theirs: Theirs
) -> None:
    paced = {"lease": LEASE, "horizon": SECOND, "limit": 9, "pace": lambda _lane: PACE}
    async with store.write(workspace_id) as uow:
        await uow.outbox.add([OutboxItem("card", "k", "update", "card:1")], NOW)
        await uow.slack_events.store([SlackEvent("E1", "T", "k", {})], NOW)
        await uow.receipts.keep([_RECEIPT], NOW)
        await uow.inbound_texts.keep([_TEXT], NOW)
        ours = message(await someone(uow))
        await uow.messages.add([(ours, "queued")])
    async with store.write(workspace_id) as uow:
        assert len(await uow.outbox.claim("us", NOW, **paced)) == 1  # type: ignore[arg-type]
        assert len(await uow.slack_events.claim("us", NOW, LEASE, 9)) == 1
        assert len(await uow.receipts.take(NOW, 9)) == 1
        assert len(await uow.inbound_texts.take(NOW, 9)) == 1
        assert [each.message.id for each in await uow.claims.due("us", NOW, **paced)] == [ours.id]  # type: ignore[arg-type]
