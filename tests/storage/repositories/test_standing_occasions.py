"""The list of what stands: in the order in which it comes, a page at a time, found by its index."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from bot.domain.ids import new_id
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.storage.store import Store
from tests.storage.repositories.test_plans import plans
from tests.storage.seeds import NOW, Someone, occasion

APPOINTMENT, PAYMENT, DOCUMENT = OccasionKind.APPOINTMENT, OccasionKind.PAYMENT, OccasionKind.DOCUMENT
DAY = timedelta(days=1)


async def keep(store: Store, jane: Someone, *new: Occasion) -> None:
    async with store.write(jane.workspace_id) as uow:
        for each in new:
            assert await uow.occasions.add(each)


async def standing(
    store: Store, jane: Someone, kind: OccasionKind, limit: int = 9, offset: int = 0
) -> list[str]:
    async with store.read(jane.workspace_id) as uow:
        return [each.id for each in await uow.occasions.standing(kind, NOW, limit, offset)]


def one(jane: Someone, kind: OccasionKind = APPOINTMENT, **changes: object) -> Occasion:
    bare = replace(occasion(jane), id=new_id(), kind=kind, ref=None, at=None, day=None)
    return replace(bare, **changes)  # type: ignore[arg-type]


async def test_appointments_come_in_the_order_of_their_times_a_page_at_a_time(
    store: Store, jane: Someone
) -> None:
    later, sooner, past = (one(jane, at=NOW + days * DAY) for days in (2, 1, -1))
    confirmed = one(jane, at=NOW + 3 * DAY, state=OccasionState.CONFIRMED)
    cancelled = one(jane, at=NOW + DAY, state=OccasionState.CANCELLED)
    await keep(store, jane, later, sooner, past, confirmed, cancelled)
    assert await standing(store, jane, APPOINTMENT) == [sooner.id, later.id, confirmed.id]
    assert await standing(store, jane, APPOINTMENT, 1, 1) == [later.id]


async def test_payments_come_by_their_day_the_overdue_first_and_not_once_they_are_paid(
    store: Store, jane: Someone
) -> None:
    due, overdue = one(jane, PAYMENT, day=date(2026, 12, 1)), one(jane, PAYMENT, day=date(2020, 1, 1))
    paid = one(jane, PAYMENT, day=date(2026, 11, 1), state=OccasionState.PAID)
    await keep(store, jane, due, overdue, paid)
    assert await standing(store, jane, PAYMENT) == [overdue.id, due.id]


async def test_of_what_has_no_time_the_newest_comes_first(store: Store, jane: Someone) -> None:
    first, second = one(jane, DOCUMENT), one(jane, DOCUMENT)
    await keep(store, jane, first, second)
    assert await standing(store, jane, DOCUMENT) == sorted([first.id, second.id], reverse=True)


async def test_among_many_a_page_is_found_by_its_index(store: Store, jane: Someone) -> None:
    await keep(store, jane, one(jane, at=NOW + DAY))
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    columns = "workspace_id, client_id, at, details, source, created_at, updated_at"
    many = (
        f"INSERT INTO occasions (id, state, kind, {columns}) {numbers} SELECT 'o' || i, "
        "CASE i % 2 WHEN 0 THEN 'cancelled' ELSE 'open' END, "
        "CASE i % 3 WHEN 0 THEN 'appointment' WHEN 1 THEN 'payment' ELSE 'document' END, "
        f"{columns} FROM n, occasions"
    )
    async with store.writer.begin() as connection:
        await connection.execute(text(many))
        if store.writer.dialect.name != "sqlite":
            await connection.execute(text("ANALYZE"))
    for kind in (APPOINTMENT, PAYMENT, DOCUMENT):
        plan = await plans(store, jane.workspace_id, lambda uow, of=kind: uow.occasions.standing(of, NOW, 20))
        assert "ix_occasions_standing" in plan, plan
