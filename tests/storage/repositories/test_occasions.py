"""Occasions as they are kept and found."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.ids import new_id
from bot.domain.money import Money
from bot.domain.occasion import Details, OccasionKind, OccasionState
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, occasion

DAY = timedelta(days=1)


async def test_one_is_kept_whole_and_once_for_each_reference(store: Store, jane: Someone) -> None:
    details = Details(
        place="Pier 2",
        phone="+12025550123",
        number="1043",
        amount=Money(Decimal("120.50"), "EUR"),
        link="https://pay.example.com",
        name="Deed",
        more=(("room", "12"),),
    )
    made = occasion(jane, details=details, day=date(2026, 11, 27), source="http", created_by="U1")
    async with store.write(jane.workspace_id) as uow:
        assert await uow.occasions.add(made)
        assert not await uow.occasions.add(replace(made, id=new_id()))
        assert await uow.occasions.add(replace(made, id=new_id(), ref=None))
        assert await uow.occasions.add(replace(made, id=new_id(), ref=None))
        assert await uow.occasions.get(made.id, lock=True) == made
        assert await uow.occasions.by_ref(OccasionKind.APPOINTMENT, "A-1") == made
        assert await uow.occasions.by_ref(OccasionKind.PAYMENT, "A-1") is None


async def test_what_may_change_of_one_is_changed(store: Store, jane: Someone) -> None:
    made = occasion(jane)
    changed = replace(
        made,
        state=OccasionState.CONFIRMED,
        at=NOW + 9 * DAY,
        details=Details(),
        round=2,
        paused_by="U1",
        updated_at=NOW + DAY,
    )
    async with store.write(jane.workspace_id) as uow:
        await uow.occasions.add(made)
        await uow.occasions.change(changed)
        assert await uow.occasions.get(made.id) == changed


async def test_the_next_appointment_is_the_first_to_come_that_stands(store: Store, jane: Someone) -> None:
    kinds = [
        occasion(jane, ref=None, at=NOW - DAY),
        occasion(jane, ref=None, at=NOW + DAY, state=OccasionState.CANCELLED),
        occasion(jane, ref=None, at=NOW + 3 * DAY),
        occasion(jane, ref=None, at=NOW + 2 * DAY, state=OccasionState.CONFIRMED),
        occasion(jane, ref=None, at=None, day=date(2026, 11, 21), kind=OccasionKind.PAYMENT),
    ]
    async with store.write(jane.workspace_id) as uow:
        for each in kinds:
            await uow.occasions.add(each)
        found = await uow.occasions.next_appointments([jane.client_id], NOW)
        assert found == {jane.client_id: kinds[3]}
        assert [each.id for each in await uow.occasions.of_client(jane.client_id)][:3] == [
            kinds[2].id,
            kinds[3].id,
            kinds[1].id,
        ]


async def test_what_is_to_be_planned_anew_stands_and_is_not_long_over(store: Store, jane: Someone) -> None:
    stands = occasion(jane, ref=None)
    over, off = occasion(jane, ref=None, at=NOW - 9 * DAY), occasion(jane, ref=None, state="cancelled")
    timeless = occasion(jane, ref=None, at=None)
    async with store.write(jane.workspace_id) as uow:
        for each in (stands, over, replace(off, state=OccasionState.CANCELLED), timeless):
            await uow.occasions.add(each)
        kind = OccasionKind.APPOINTMENT
        found = await uow.occasions.to_replan(kind, "", NOW - DAY, 9)
        assert found == sorted([stands, timeless], key=lambda each: each.id)
        assert await uow.occasions.to_replan(kind, found[0].id, NOW - DAY, 9) == found[1:]
