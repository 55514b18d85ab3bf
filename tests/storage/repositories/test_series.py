"""Texts that go again and again, as they are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.channel import Channel
from bot.domain.recurrence import LAST, Every, Recurrence, Series, SeriesState
from bot.storage.store import Store
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.repositories.test_plans import plans
from tests.storage.seeds import NOW, SECOND, Someone, again, people

ROWS = 20_000


async def keep(store: Store, workspace_id: str, *new: Series) -> None:
    async with store.write(workspace_id) as uow:
        for each in new:
            assert await uow.series.add(each, f"view:{each.id}")


async def test_what_is_kept_is_read_as_it_was(store: Store, jane: Someone) -> None:
    whole = again(
        jane,
        channel=Channel.WHATSAPP,
        body="",
        template_id="01J00000000000000000000ASK",
        values=(("limb", "knee"), ("toe", "«big»")),
        state=SeriesState.PAUSED,
        gone=3,
        tries=2,
        recurrence=replace(
            Recurrence(Every.MONTH, NOW.date(), NOW.time(), "Europe/Berlin"),
            interval=2,
            weekdays=(4,),
            nth=LAST,
            until=NOW.date() + timedelta(days=90),
            count=9,
        ),
    )
    await keep(store, jane.workspace_id, whole)
    async with store.read(jane.workspace_id) as uow:
        assert await uow.series.get(whole.id) == whole
        assert await uow.series.keyed(f"view:{whole.id}") == whole
        assert await uow.series.keyed("view:unknown") is None


async def test_one_wish_is_kept_once(store: Store, jane: Someone) -> None:
    async with store.write(jane.workspace_id) as uow:
        assert await uow.series.add(again(jane), "view:1")
        assert not await uow.series.add(again(jane), "view:1")
        assert len(await uow.series.of_clients([jane.client_id])) == 1


async def test_only_what_is_due_and_active_is_taken_the_longest_due_first(
    store: Store, jane: Someone
) -> None:
    second, first = again(jane, next_at=NOW), again(jane, next_at=NOW - SECOND)
    await keep(
        store,
        jane.workspace_id,
        second,
        first,
        again(jane, next_at=NOW + SECOND),
        again(jane, state=SeriesState.PAUSED),
        again(jane, state=SeriesState.ENDED, next_at=None),
    )
    async with store.write(jane.workspace_id) as uow:
        assert await uow.series.take(NOW, 9) == [first, second]
        assert await uow.series.take(NOW, 1) == [first]
        assert await uow.series.any_due(NOW - SECOND)
        assert not await uow.series.any_due(NOW - 2 * SECOND)


async def test_what_was_put_off_is_due_later_for_the_same_time(store: Store, jane: Someone) -> None:
    one = again(jane)
    await keep(store, jane.workspace_id, one)
    async with store.write(jane.workspace_id) as uow:
        await uow.series.put_off(one, NOW + SECOND)
        assert await uow.series.take(NOW, 9) == []
        assert await uow.series.take(NOW + SECOND, 9) == [replace(one, tries=1)]
        await uow.series.change(replace(one, next_at=NOW + 9 * SECOND))
        await uow.series.put_off(one, NOW + SECOND)
        assert await uow.series.any_due(NOW + 9 * SECOND)
        assert not await uow.series.any_due(NOW + 8 * SECOND)


async def test_those_of_clients_are_those_that_have_not_ended(store: Store, workspace_id: str) -> None:
    [jane, other] = await people(store, workspace_id, 2)
    active, paused = again(jane), again(jane, state=SeriesState.PAUSED)
    ended = again(jane, state=SeriesState.ENDED)
    await keep(store, workspace_id, active, paused, ended, again(other))
    async with store.read(workspace_id) as uow:
        assert await uow.series.of_clients([jane.client_id]) == [active, paused]


@pytest.mark.postgres
async def test_what_somebody_has_locked_is_passed_over(postgres_url: str) -> None:
    one, other = Store(postgres_url), Store(postgres_url)
    async with one.workspaces() as workspaces:
        workspace = await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", NOW)
    [jane] = await people(one, workspace.id, 1)
    await keep(one, workspace.id, again(jane), again(jane))
    async with one.write(workspace.id) as mine, other.write(workspace.id) as theirs:
        [taken] = await mine.series.take(NOW, 1)
        [left] = await theirs.series.take(NOW, 9)
        assert taken.id != left.id
    await one.close()
    await other.close()


async def test_among_many_what_is_due_is_found_by_the_partial_index(store: Store, jane: Someone) -> None:
    first = again(jane)
    await keep(store, jane.workspace_id, first)
    await _many(store, first.id)

    async def take(uow: UnitOfWork) -> None:
        assert await uow.series.any_due(NOW)
        assert [each.id for each in await uow.series.take(NOW, 10)] == [first.id]

    plan = await plans(store, jane.workspace_id, take)
    assert plan.count("ix_series_due") >= 2, plan
    assert "Seq Scan on series" not in plan, plan
    assert "SCAN series" not in plan.replace("SCAN series USING", ""), plan


async def _many(store: Store, series_id: str) -> None:
    """Many that have ended, and many that are due next year."""
    embedded = store.writer.dialect.name == "sqlite"
    future = "'2027-01-01 00:00:00.000000'" + ("" if embedded else "::timestamptz")
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
    same = (
        'workspace_id, client_id, address_id, channel, sender, recurrence, author, body, "values", purpose, '
        "created_at"
    )
    many = (
        f"INSERT INTO series (id, intent_key, state, next_at, due_at, {same}) {numbers} "
        f"SELECT 's' || i, 'k' || i, CASE i % 10 WHEN 0 THEN 'active' ELSE 'ended' END, {future}, {future}, "
        f"{same} FROM n, series WHERE id = '{series_id}'"
    )
    async with store.writer.begin() as connection:
        await connection.execute(text(many))
        if not embedded:
            await connection.execute(text("ANALYZE"))
