"""No repository sees or changes another workspace's rows, whichever method is called with its ids."""

import inspect
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.storage.repositories.backlog import Waiting
from bot.storage.repositories.base import Repository
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.repositories.slack_events import SlackEvent
from bot.storage.store import Store
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
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.isolation.calls import CALLS
from tests.storage.isolation.theirs import (
    PACE,
    RECEIPT,
    TEXT,
    Theirs,
)
from tests.storage.seeds import (
    LEASE,
    NOW,
    SECOND,
    gate_rows,
    message,
    someone,
)


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
        await uow.receipts.keep([RECEIPT], NOW)
        receipt_id = (await uow.connection.execute(select(receipts.c.id))).scalar_one()
        await uow.inbound_texts.keep([TEXT], NOW)
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
        await uow.receipts.keep([RECEIPT], NOW)
        await uow.inbound_texts.keep([TEXT], NOW)
        ours = message(await someone(uow))
        await uow.messages.add([(ours, "queued")])
    async with store.write(workspace_id) as uow:
        assert len(await uow.outbox.claim("us", NOW, **paced)) == 1  # type: ignore[arg-type]
        assert len(await uow.slack_events.claim("us", NOW, LEASE, 9)) == 1
        assert len(await uow.receipts.take(NOW, 9)) == 1
        assert len(await uow.inbound_texts.take(NOW, 9)) == 1
        assert [each.message.id for each in await uow.claims.due("us", NOW, **paced)] == [ours.id]  # type: ignore[arg-type]
