"""What is to come: in the order of its times, a page behind the other, of whom it is asked for."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, text

from bot.domain.message import Status
from bot.domain.recurrence import SeriesState
from bot.domain.reminder import ReminderState
from bot.storage.repositories.coming import Place, Whose
from bot.storage.store import Store
from bot.storage.tables import clients, messages, occasions, reminders
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.repositories.test_plans import plans
from tests.storage.seeds import (
    NOW,
    REMINDS,
    SECOND,
    TRIGGER,
    Someone,
    add,
    again,
    message,
    occasion,
    reminder,
)
from tests.storage.seeds import people as people_of

FIRST = Place(NOW - timedelta(days=1))
MAYA = "U0MAYA"
ROWS = 20_000


async def _plan(store: Store, who: Someone, **made: Any) -> None:
    """Two reminders and one that went, for an appointment of this client."""
    async with store.write(who.workspace_id) as uow:
        await uow.message_templates.add(REMINDS)
        await uow.triggers.save(TRIGGER)
        of = occasion(who, ref=None, **made)
        await uow.occasions.add(of)
        await uow.reminders.plan(
            [
                reminder(of, step="a", due_at=NOW + 2 * SECOND),
                reminder(of, step="b", due_at=NOW + SECOND),
                reminder(of, step="c", due_at=NOW, state=ReminderState.SENT),
            ]
        )


async def _owned_by(store: Store, who: Someone, user: str) -> None:
    async with store.write(who.workspace_id) as uow:
        await uow.clients.change(who.client_id, owner=user)


async def test_texts_are_those_that_wait_and_say_so(store: Store, workspace_id: str) -> None:
    [jane, other] = await people_of(store, workspace_id, 2)
    later = {"scheduled_for": NOW + SECOND}
    await add(
        store,
        message(jane, NOW + 2 * SECOND, body="Second", **later),
        message(other, NOW + SECOND, body="First", **later),
        message(jane, NOW + 3 * SECOND, body="Held", error_text="It is night."),
        message(jane, NOW, body="At once"),
        message(jane, NOW, body="Went", status=Status.DELIVERED, **later),
    )

    async def bodies(whose: Whose, after: Place = FIRST) -> list[str]:
        async with store.read(workspace_id) as uow:
            return [each.body for each in await uow.coming.texts(whose, after, 9)]

    assert await bodies(Whose()) == ["First", "Second", "Held"]
    assert await bodies(Whose(client_id=jane.client_id)) == ["Second", "Held"]
    assert await bodies(Whose(client_id=jane.client_id), Place(NOW + 2 * SECOND, "Z" * 26)) == ["Held"]


async def test_mine_is_what_i_wrote_and_what_goes_to_clients_of_mine_each_once(
    store: Store, workspace_id: str
) -> None:
    [jane, other, third] = await people_of(store, workspace_id, 3)
    await _owned_by(store, jane, MAYA)
    later = {"scheduled_for": NOW + SECOND}
    await add(
        store,
        message(jane, NOW + 3 * SECOND, body="To my client", slack_user="U0SAM", **later),
        message(jane, NOW + 2 * SECOND, body="Both", slack_user=MAYA, **later),
        message(other, NOW + SECOND, body="I wrote it", slack_user=MAYA, **later),
        message(third, NOW + SECOND, body="Not mine", slack_user="U0SAM", **later),
    )
    async with store.read(workspace_id) as uow:
        mine = await uow.coming.texts(Whose(user=MAYA), FIRST, 9)
        assert [each.body for each in mine] == ["I wrote it", "Both", "To my client"]
        assert len(await uow.coming.texts(Whose(user=MAYA), FIRST, 2)) == 2


async def test_pages_meet_and_no_row_is_shown_twice_though_all_have_one_time(
    store: Store, workspace_id: str
) -> None:
    [jane] = await people_of(store, workspace_id, 1)
    await add(store, *[message(jane, NOW, scheduled_for=NOW, intent_key=f"k{n}") for n in range(7)])
    seen: list[str] = []
    after = FIRST
    async with store.read(workspace_id) as uow:
        while page := await uow.coming.texts(Whose(), after, 3):
            seen += [each.id for each in page]
            after = Place(page[-1].due_at, page[-1].id)
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("whose", ["all", "client", "owner", "author"])
async def test_reminders_are_those_that_are_planned(store: Store, workspace_id: str, whose: str) -> None:
    [jane, other] = await people_of(store, workspace_id, 2)
    await _plan(store, jane, created_by=MAYA if whose == "author" else "")
    if whose == "owner":
        await _owned_by(store, jane, MAYA)
    asked = {"all": Whose(), "client": Whose(client_id=jane.client_id)}.get(whose, Whose(user=MAYA))
    async with store.read(workspace_id) as uow:
        found = await uow.coming.reminders(asked, FIRST, 9)
        assert [each.step for each in found] == ["b", "a"]
        behind = await uow.coming.reminders(asked, Place(found[0].due_at, found[0].id), 9)
        assert [each.step for each in behind] == ["a"]
        for nobody in (Whose(client_id=other.client_id), Whose(user="U0SAM")):
            assert await uow.coming.reminders(nobody, FIRST, 9) == []


async def test_series_come_by_their_next_times_and_paused_ones_apart(store: Store, workspace_id: str) -> None:
    [jane, other] = await people_of(store, workspace_id, 2)
    await _owned_by(store, other, MAYA)
    made: Sequence[dict[str, Any]] = (
        {"body": "Second", "next_at": NOW + 2 * SECOND},
        {"body": "First", "next_at": NOW + SECOND, "author": MAYA},
        {"body": "Paused", "state": SeriesState.PAUSED},
        {"body": "Ended", "state": SeriesState.ENDED, "next_at": None},
    )
    async with store.write(workspace_id) as uow:
        for place, changes in enumerate(made):
            await uow.series.add(again(jane, **changes), f"view:{place}")
        await uow.series.add(again(other, body="Of mine", next_at=NOW + 3 * SECOND), "view:9")

    async def bodies(whose: Whose) -> list[str]:
        async with store.read(workspace_id) as uow:
            return [each.body for each in await uow.coming.series(whose, FIRST, 9)]

    assert await bodies(Whose()) == ["First", "Second", "Of mine"]
    assert await bodies(Whose(client_id=jane.client_id)) == ["First", "Second"]
    assert await bodies(Whose(user=MAYA)) == ["First", "Of mine"]
    async with store.read(workspace_id) as uow:
        assert [each.body for each in await uow.coming.paused_series(Whose(), "", 9)] == ["Paused"]
        assert await uow.coming.paused_series(Whose(user=MAYA), "", 9) == []
        assert await uow.coming.count_of_client(jane.client_id, 9) == 2
        assert await uow.coming.count_of_client(jane.client_id, 1) == 1


@pytest.fixture
async def many(store: Store, workspace_id: str) -> Someone:
    """A workspace of very many clients, each with a text and a reminder to come, and few of them Maya's."""
    [jane, other] = await people_of(store, workspace_id, 2)
    await _plan(store, jane, created_by="U0SAM")
    await _owned_by(store, jane, "U0SAM")
    await _owned_by(store, other, MAYA)
    [text_id] = await add(store, message(jane, NOW + SECOND, scheduled_for=NOW, slack_user="U0SAM"))
    spread = "due_at + i * interval '1 second'"
    if store.writer.dialect.name == "sqlite":
        spread = "strftime('%Y-%m-%d %H:%M:%S.000000', due_at, '+' || i || ' seconds')"
    status = "CASE i % 10 WHEN 0 THEN 'queued' ELSE 'delivered' END"
    async with store.writer.begin() as connection:
        for statement in (
            _copies(clients, f"id = '{jane.client_id}'"),
            _copies(occasions, f"client_id = '{jane.client_id}'", client_id="'c' || i"),
            _copies(reminders, "step = 'a'", client_id="'c' || i", occasion_id="'c' || i", due_at=spread),
            _copies(
                messages,
                f"id = '{text_id}'",
                client_id="'c' || i",
                intent_key="'k' || i",
                provider_id="'p' || i",
                status=status,
                due_at=spread,
            ),
        ):
            await connection.execute(text(statement))
        if store.writer.dialect.name != "sqlite":
            await connection.execute(text("ANALYZE"))
    return jane


def _copies(table: Table, source: str, **changed: str) -> str:
    """Very many rows as one that is there, each with an id and with these columns of its own."""
    changed = {"id": "'c' || i"} | changed
    copied = [f'"{column.name}"' for column in table.columns if column.name not in changed]
    return (
        f"INSERT INTO {table.name} ({', '.join([*changed, *copied])}) "
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) "
        f"SELECT {', '.join([*changed.values(), *copied])} FROM n, {table.name} WHERE {source}"
    )


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        (lambda uow, _t: uow.coming.texts(Whose(), FIRST, 11), ["ix_messages_coming"]),
        (
            lambda uow, _t: uow.coming.texts(Whose(user=MAYA), FIRST, 11),
            ["ix_messages_author", "ix_messages_head"],
        ),
        (
            lambda uow, t: uow.coming.texts(Whose(client_id=t.client_id), FIRST, 11),
            ["ix_messages_head"],
        ),
        (lambda uow, _t: uow.coming.reminders(Whose(), FIRST, 11), ["ix_reminders_due"]),
        (
            lambda uow, _t: uow.coming.reminders(Whose(user=MAYA), FIRST, 11),
            ["ix_clients_owner", "ix_reminders_client", "ix_occasions_author"],
        ),
    ],
)
async def test_among_very_many_a_page_is_found_by_the_indexes(
    store: Store, many: Someone, ask: Any, indexes: list[str]
) -> None:
    async def look(uow: UnitOfWork) -> None:
        await ask(uow, many)

    plan = await plans(store, many.workspace_id, look)
    assert not re.search(r"(Seq Scan on|SCAN) (messages|reminders|clients|occasions)\b", plan), plan
    assert all(index in plan for index in indexes), plan
