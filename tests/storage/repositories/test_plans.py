"""Among many rows what is due is found by the partial indexes, and a receipt's message by its id."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.storage.repositories.lanes import Pace
from bot.storage.store import Store
from bot.storage.tables import messages, reminders
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.seeds import LEASE, NOW, SECOND, Someone, add, message, occasion, reminder

ROWS = 20_000


async def fill(store: Store, jane: Someone) -> None:
    """Many messages that are delivered or due tomorrow, and one that is due now."""
    [first] = await add(store, message(jane))
    copied = [column.name for column in messages.columns if column.name not in _CHANGED]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
    future = "'2027-01-01 00:00:00.000000'" + ("" if _embedded(store) else "::timestamptz")
    many = (
        f"INSERT INTO messages ({', '.join([*_CHANGED, *copied])}) {numbers} "
        f"SELECT 'm' || i, 'k' || i, 'p' || i, CASE i % 10 WHEN 0 THEN 'queued' ELSE 'delivered' END, "
        f"{future}, {', '.join(copied)} FROM n, messages WHERE id = '{first}'"
    )
    async with store.writer.begin() as connection:
        await connection.execute(text(many))
        # The program never has SQLite count its rows.
        if not _embedded(store):
            await connection.execute(text("ANALYZE"))


_CHANGED = ["id", "intent_key", "provider_id", "status", "next_attempt_at"]


def _embedded(store: Store) -> bool:
    return store.writer.dialect.name == "sqlite"


async def plans(store: Store, workspace_id: str, do: Callable[[UnitOfWork], Awaitable[Any]]) -> str:
    """How the database finds the rows for every statement that ``do`` makes."""
    said: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        said.append((statement, given))

    async with store.writer.connect() as connection:
        event.listen(connection.sync_connection, "before_cursor_execute", remember)
        await do(UnitOfWork(connection, workspace_id))
        event.remove(connection.sync_connection, "before_cursor_execute", remember)
        return "\n".join([await _explain(connection, *each) for each in said])


async def _explain(connection: AsyncConnection, statement: str, given: Any) -> str:
    word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    rows = await connection.exec_driver_sql(f"{word} {statement}", given)
    return "\n".join(" ".join(map(str, row)) for row in rows)


def scans_messages(plan: str) -> bool:
    """Whether any statement reads the whole table."""
    return "Seq Scan on messages" in plan or any(
        line.split("SCAN ")[-1].startswith(("messages", "earlier")) and "SCAN " in line
        for line in plan.splitlines()
    )


async def test_the_claim_of_what_is_due_uses_the_partial_indexes(store: Store, jane: Someone) -> None:
    await fill(store, jane)

    async def claim(uow: UnitOfWork) -> None:
        claimed = await uow.claims.due(
            "w", NOW, lease=LEASE, horizon=SECOND, limit=10, pace=lambda _lane: Pace(timedelta(0))
        )
        assert len(claimed) == 1

    plan = await plans(store, jane.workspace_id, claim)
    assert "ix_messages_due" in plan, plan
    assert "ix_messages_head" in plan, plan
    assert not scans_messages(plan), plan


async def test_the_look_for_what_is_due_uses_the_partial_index(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    plan = await plans(store, jane.workspace_id, lambda uow: uow.claims.any_due(NOW, SECOND))
    assert "ix_messages_due" in plan, plan
    assert not scans_messages(plan), plan


async def test_the_search_for_lost_leases_uses_its_partial_index(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    plan = await plans(store, jane.workspace_id, lambda uow: uow.claims.abandoned(NOW, 10))
    assert "ix_messages_unsettled" in plan, plan


@pytest.mark.parametrize(("ids", "provider_ids"), [(["m5", "m6"], []), ([], ["p5", "p6"]), (["m5"], ["p6"])])
async def test_a_receipt_s_message_is_found_without_reading_the_others(
    store: Store, jane: Someone, ids: list[str], provider_ids: list[str]
) -> None:
    await fill(store, jane)

    async def find(uow: UnitOfWork) -> None:
        found = await uow.messages.locked(ids, provider_ids)
        assert len(found) == len(ids) + len(provider_ids)

    plan = await plans(store, jane.workspace_id, find)
    assert not scans_messages(plan), plan


async def test_a_scan_of_all_messages_would_be_noticed(store: Store, jane: Someone) -> None:
    await fill(store, jane)

    async def scan(uow: UnitOfWork) -> None:
        await uow.connection.execute(select(messages.c.id).where(messages.c.body == "Bye"))

    assert scans_messages(await plans(store, jane.workspace_id, scan))


async def test_asking_for_no_message_asks_the_database_nothing(store: Store, jane: Someone) -> None:
    assert await plans(store, jane.workspace_id, lambda uow: uow.messages.locked([], [])) == ""


async def test_a_client_s_waiting_texts_are_found_among_those_that_wait(store: Store, jane: Someone) -> None:
    await fill(store, jane)

    async def look(uow: UnitOfWork) -> None:
        await uow.timetable.scheduled([jane.client_id])
        await uow.timetable.occasions_told(jane.client_id, NOW)
        await uow.timetable.last_before(message(jane), NOW - SECOND)
        await uow.timetable.next_to(jane.client_id)
        await uow.timetable.last_sender(jane.conversation_id, Channel.SMS)

    assert not scans_messages(await plans(store, jane.workspace_id, look))


async def test_what_waits_for_consent_is_found_among_what_waits(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    plan = await plans(
        store,
        jane.workspace_id,
        lambda uow: uow.timetable.awaiting_consent(jane.client_id, jane.address_id),
    )
    assert not scans_messages(plan), plan


async def test_questions_that_are_due_are_found_by_their_index(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    columns = "workspace_id, address_id, message_id, asked_by, asked_at, due_at, state, before"
    many = (
        f"INSERT INTO opt_ins (id, {columns}) SELECT 'o' || substr(id, 2), "
        "workspace_id, address_id, id, 'U1', created_at, next_attempt_at, 'agreed', 'unknown' FROM messages"
    )
    async with store.writer.begin() as connection:
        await connection.execute(text(many))
        if not _embedded(store):
            await connection.execute(text("ANALYZE"))
    plan = await plans(store, jane.workspace_id, lambda uow: uow.opt_ins.due(NOW, 10))
    # None is open here, so that PostgreSQL may take either of the indexes that hold open ones only.
    assert "ix_opt_ins_due" in plan or "uq_opt_ins_asked" in plan, plan
    # Of somebody else: all of these questions went to one address, which to scan would be right.
    plan = await plans(store, jane.workspace_id, lambda uow: uow.opt_ins.latest([new_id()]))
    assert "ix_opt_ins_address" in plan, plan


async def remind(store: Store, jane: Someone) -> None:
    """Many reminders that went or are planned for next year, and one that is due now."""
    made = occasion(jane)
    first = reminder(made)
    async with store.write(jane.workspace_id) as uow:
        await uow.occasions.add(made)
        await uow.reminders.plan([first])
    changed = ["id", "step", "state", "due_at"]
    copied = [column.name for column in reminders.columns if column.name not in changed]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
    future = "'2027-01-01 00:00:00.000000'" + ("" if _embedded(store) else "::timestamptz")
    many = (
        f"INSERT INTO reminders ({', '.join([*changed, *copied])}) {numbers} "
        f"SELECT 'r' || i, 's' || i, CASE i % 10 WHEN 0 THEN 'planned' ELSE 'sent' END, {future}, "
        f"{', '.join(copied)} FROM n, reminders WHERE id = '{first.id}'"
    )
    async with store.writer.begin() as connection:
        await connection.execute(text(many))
        if not _embedded(store):
            await connection.execute(text("ANALYZE"))


async def test_what_is_due_of_reminders_is_found_by_the_partial_index(store: Store, jane: Someone) -> None:
    await remind(store, jane)

    async def look_and_take(uow: UnitOfWork) -> None:
        assert await uow.reminders.any_work(NOW)
        assert len(await uow.reminders.take(NOW, 50)) == 1

    plan = await plans(store, jane.workspace_id, look_and_take)
    assert plan.count("ix_reminders_due") >= 2, plan
    assert "Seq Scan on reminders" not in plan, plan
    assert "SCAN reminders" not in plan.replace("SCAN reminders USING INDEX ix_reminders_due", ""), plan
