"""What each method is called with: everything that is theirs, from within our workspace."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.budget import Limit
from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource, ReviewState
from bot.domain.failure import RecipientFault
from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.domain.opt_in import OptInState
from bot.domain.roles import Role
from bot.domain.settings import WorkspaceSettings
from bot.storage.repositories.attention import Wanted
from bot.storage.repositories.audit import AuditFilter, Deed
from bot.storage.repositories.budgets import Total
from bot.storage.repositories.channel_states import Fault
from bot.storage.repositories.client_list import Listing
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.moving import Thread
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.repositories.roles import Grant
from bot.storage.repositories.slack_events import SlackEvent
from tests.storage.isolation.calendar_calls import CALLS as CALENDAR
from tests.storage.isolation.theirs import (
    KNOWN,
    LATER,
    MONTH,
    NAMESAKE,
    OTHER_LABEL,
    OUR_ACCOUNT,
    PACE,
    RECEIPT,
    TEXT,
    Call,
    added,
    address,
    asked,
    change,
    charge,
    counted,
    imported,
    merge,
    moved,
    new_client,
    review,
    stood,
    taken,
    thread,
    wished,
)
from tests.storage.seeds import (
    ACCOUNT,
    LEASE,
    NOW,
    SECOND,
    TEMPLATE,
    message,
)

CALLS: dict[str, Call] = {
    **CALENDAR,
    "merges.lock": lambda uow, t: uow.merges.lock([t.who.client_id]),
    "merges.add": lambda uow, t: uow.merges.add(merge(t)),
    "merges.get": lambda uow, t: uow.merges.get(t.merge_id),
    "merges.standing_of": lambda uow, t: uow.merges.standing_of(t.who.client_id),
    "merges.set_undone": lambda uow, t: uow.merges.set_undone(t.merge_id, "U1", LATER),
    "merges.keep": lambda uow, t: uow.merges.keep(t.merge_id, "clients", [moved(t)]),
    "merges.changes": lambda uow, t: uow.merges.changes(t.merge_id, "clients"),
    "merges.put_back": lambda uow, t: uow.merges.put_back("clients", [moved(t)]),
    "merges.forget_before": lambda uow, _t: uow.merges.forget_before(LATER),
    "moving.correspondence": lambda uow, t: uow.moving.correspondence([t.who.conversation_id]),
    "moving.take_messages": lambda uow, t: uow.moving.take_messages(t.merge_id, thread(t), Thread("C", "T")),
    "moving.take_held_replies": lambda uow, t: uow.moving.take_held_replies(
        t.merge_id, thread(t), Thread("C", "T")
    ),
    "moving.take_addresses": lambda uow, t: uow.moving.take_addresses(t.merge_id, t.who.client_id, "C"),
    "moving.take_calendar": lambda uow, t: uow.moving.take_calendar(t.merge_id, t.who.client_id, "C"),
    "moving.copy_tags": lambda uow, t: uow.moving.copy_tags(t.merge_id, t.who.client_id, "C"),
    "moving.give_back": lambda uow, t: uow.moving.give_back(t.merge_id, t.who.client_id),
    "moving.later_messages": lambda uow, t: uow.moving.later_messages(t.merge_id, thread(t), theirs=False),
    "moving.hand_later_messages": lambda uow, t: uow.moving.hand_later_messages(
        t.merge_id, thread(t), Thread("C", "T"), theirs=False
    ),
    "moving.realign": lambda uow, _t: uow.moving.realign(NOW - timedelta(days=9)),
    "moving.put_consents_back": lambda uow, t: uow.moving.put_consents_back(
        {(t.who.address_id, Channel.SMS): None}
    ),
    "accounts.all": lambda uow, _t: uow.accounts.all(),
    "accounts.get": lambda uow, _t: uow.accounts.get(ACCOUNT.account.id, lock=True),
    "accounts.stamp": lambda uow, _t: uow.accounts.stamp(),
    "accounts.add": lambda uow, _t: uow.accounts.add(OUR_ACCOUNT, "U1"),
    "accounts.change": lambda uow, _t: uow.accounts.change(OTHER_LABEL, "U1"),
    "accounts.forget": lambda uow, _t: uow.accounts.forget([ACCOUNT.account.id]),
    "accounts.forget_before": lambda uow, _t: uow.accounts.forget_before(LATER, LATER),
    "clients.get": lambda uow, t: uow.clients.get(t.who.client_id),
    "clients.by_addresses": lambda uow, t: uow.clients.by_addresses([t.who.number]),
    "clients.add_with_addresses": added,
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
    "addresses.put_first": lambda uow, t: uow.addresses.put_first(address(t)),
    "addresses.queued": lambda uow, t: uow.addresses.queued(address(t)),
    "client_records.add": lambda uow, _t: uow.client_records.add("Jane Doe", NOW),
    "client_records.lock": lambda uow, t: uow.client_records.lock([t.who.client_id]),
    "client_records.set_tags": lambda uow, t: uow.client_records.set_tags(t.who.client_id, ["VIP", "New"]),
    "client_records.tags": lambda uow, _t: uow.client_records.tags(9),
    "client_records.kinds": lambda uow, _t: uow.client_records.kinds(9),
    "client_list.after": lambda uow, _t: uow.client_list.after("", 9),
    "new_clients.add": lambda uow, t: uow.new_clients.add([new_client(t)], NOW),
    "client_imports.add": lambda uow, _t: imported(uow),
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
    "consents.record": lambda uow, t: uow.consents.record([change(t)]),
    "conversations.get": lambda uow, t: uow.conversations.get(t.who.conversation_id),
    "conversations.by_thread": lambda uow, _t: uow.conversations.by_thread("C0INBOX", "1.1"),
    "conversations.at_root": lambda uow, _t: uow.conversations.at_root("C0INBOX", "1.0"),
    "conversations.active_of": lambda uow, t: uow.conversations.active_of([t.who.client_id]),
    "conversations.add": lambda uow, t: uow.conversations.add([t.who.client_id], "C0INBOX", NOW),
    "conversations.set_root": lambda uow, t: uow.conversations.set_root(t.who.conversation_id, "9.9"),
    "conversations.leave": lambda uow, t: uow.conversations.leave(stood(t), "C0TAKEN"),
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
        HeldReply(new_id(), t.who.conversation_id, "C0INBOX", "4.4", "1.1", "U1", "Hi", HeldWhy.MENTION, NOW)
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
    "opt_ins.add": lambda uow, t: uow.opt_ins.add(asked(t)),
    "opt_ins.get": lambda uow, t: uow.opt_ins.get(t.opt_in_id),
    "opt_ins.of_message": lambda uow, t: uow.opt_ins.of_message(t.queued),
    "opt_ins.latest": lambda uow, t: uow.opt_ins.latest([t.who.address_id]),
    "opt_ins.due": lambda uow, _t: uow.opt_ins.due(LATER, 9),
    "opt_ins.settle": lambda uow, t: uow.opt_ins.settle(
        t.opt_in_id, OptInState.ASKED, state=OptInState.AGREED
    ),
    "opt_ins.change": lambda uow, t: uow.opt_ins.change(t.opt_in_id, due_at=LATER),
    "timetable.occasions_told": lambda uow, t: uow.timetable.occasions_told(t.who.client_id, NOW - SECOND),
    "timetable.last_before": lambda uow, t: uow.timetable.last_before(
        replace(message(t.who), created_at=LATER), NOW - SECOND
    ),
    "timetable.waiting_about": lambda uow, t: uow.timetable.waiting_about(t.who.client_id, t.occasion_id),
    "timetable.next_to": lambda uow, t: uow.timetable.next_to(t.who.client_id),
    "timetable.scheduled": lambda uow, t: uow.timetable.scheduled([t.who.client_id]),
    "timetable.last_sender": lambda uow, t: uow.timetable.last_sender(t.who.conversation_id, Channel.SMS),
    "timetable.last_to": lambda uow, t: uow.timetable.last_to(t.who.client_id, t.who.conversation_id),
    "messages.has_written": lambda uow, t: uow.messages.has_written(
        t.who.client_id, "U0THEIRS", NOW - SECOND
    ),
    "clients.like": lambda uow, _t: uow.clients.like(NAMESAKE, 50),
    "messages.received_after": lambda uow, t: uow.messages.received_after(t.who.conversation_id, "", 9),
    "messages.count_received_after": lambda uow, t: uow.messages.count_received_after(
        t.who.conversation_id, ""
    ),
    "messages.add": lambda uow, t: uow.messages.add([(message(t.who), "new")]),
    "messages.log": lambda uow, t: uow.messages.log([MessageEvent(t.queued, NOW, Status.SENT)]),
    "messages.get": lambda uow, t: uow.messages.get(t.queued, lock=True),
    "messages.accept": lambda uow, t: uow.messages.accept([taken(t)]),
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
    "outbox.messages_waiting": lambda uow, _t: uow.outbox.messages_waiting("k", ["inbound"]),
    "outbox.is_waiting": lambda uow, _t: uow.outbox.is_waiting("card:1"),
    "slack_events.store": lambda uow, _t: uow.slack_events.store([SlackEvent("E1", "T", "k", {"a": 1})], NOW),
    "receipts.keep": lambda uow, _t: uow.receipts.keep([RECEIPT], NOW),
    "receipts.take": lambda uow, _t: uow.receipts.take(LATER, 50),
    "receipts.take_one": lambda uow, t: uow.receipts.take_one(t.receipt_id),
    "receipts.put_back": lambda uow, t: uow.receipts.put_back(t.receipt_id, LATER, "error", dead=True),
    "inbound_texts.keep": lambda uow, _t: uow.inbound_texts.keep([TEXT], NOW),
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
    "reviews.open": lambda uow, t: uow.reviews.open([review(t)]),
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
    "charges.add": lambda uow, t: uow.charges.add(charge(t.queued), LATER, NOW),
    "charges.reserved": lambda uow, t: uow.charges.reserved([t.queued]),
    "charges.release": lambda uow, t: uow.charges.release([t.queued]),
    "charges.forget_before": lambda uow, _t: uow.charges.forget_before(LATER),
    "charges.due": lambda uow, _t: uow.charges.due(LATER, 9),
    "charges.lease": lambda uow, t: uow.charges.lease([t.queued], LATER),
    "charges.ask_at": lambda uow, t: uow.charges.ask_at([t.queued], LATER),
    "charges.settle": lambda uow, t: uow.charges.settle({t.queued: 5}, NOW),
    "traffic.counts": lambda uow, _t: uow.traffic.counts(NOW - timedelta(days=1), LATER),
    "traffic.to_go": lambda uow, _t: uow.traffic.to_go(NOW - timedelta(days=1), LATER, 9),
    "traffic.count_to_go": lambda uow, _t: counted(uow),
    "charges.costs": lambda uow, _t: uow.charges.costs([MONTH]),
    "budgets.totals": lambda uow, _t: uow.budgets.totals([(MONTH, "")]),
    "budgets.take": lambda uow, _t: uow.budgets.take((MONTH, ""), 5, Limit(9)),
    "budgets.lock": lambda uow, _t: uow.budgets.lock((MONTH, "")),
    "budgets.move": lambda uow, _t: uow.budgets.move({(MONTH, ""): (5, 1)}),
    "budgets.report": lambda uow, _t: uow.budgets.report(Total(MONTH, ""), 80),
    "sender_states.all": lambda uow, _t: uow.sender_states.all(),
    "sender_states.save": lambda uow, _t: uow.sender_states.save(KNOWN, NOW),
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
    "template_tasks.add": lambda uow, _t: wished(uow),
    "template_tasks.get": lambda uow, t: uow.template_tasks.get(t.task_id),
    "template_tasks.is_known": lambda uow, _t: uow.template_tasks.is_known("view:1"),
    "template_tasks.due": lambda uow, _t: uow.template_tasks.due(LATER),
    "template_tasks.looks_due": lambda uow, _t: uow.template_tasks.looks_due(LATER),
    "template_tasks.open": lambda uow, _t: uow.template_tasks.open(),
    "template_tasks.makers": lambda uow, _t: uow.template_tasks.makers([TEMPLATE.id]),
    "template_tasks.change": lambda uow, t: uow.template_tasks.change(t.task_id, attempts=9),
    "template_tasks.forget_before": lambda uow, _t: uow.template_tasks.forget_before(LATER),
    "templates.replace": lambda uow, _t: uow.templates.replace("twilio", [TEMPLATE], LATER),
    "channel_states.faulty": lambda uow, t: uow.channel_states.faulty(
        [Fault(t.who.address_id, Channel.SMS, RecipientFault.LANDLINE, "30006", LATER)]
    ),
}
