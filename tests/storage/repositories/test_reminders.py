"""Reminders: planned once, taken by one, settled once, and kept back while somebody says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.occasion import Occasion
from bot.domain.reminder import Reminder, ReminderState
from bot.flows.threads import items
from bot.storage.store import Store
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic
from tests.storage.seeds import NOW, TRIGGER, Someone, occasion, reminder

MINUTE = timedelta(minutes=1)


async def plan(store: Store, who: Someone, *changes: dict[str, object]) -> tuple[Occasion, list[Reminder]]:
    """An appointment with a reminder for each of these."""
    made = occasion(who)
    planned = [reminder(made, **{"step": f"step:{n}"} | each) for n, each in enumerate(changes)]
    async with store.write(who.workspace_id) as uow:
        await uow.occasions.add(made)
        await uow.reminders.plan(planned)
    return made, planned


async def test_what_is_due_is_taken_in_the_order_of_its_times(store: Store, jane: Someone) -> None:
    _, [second, first, _later] = await plan(
        store, jane, {"due_at": NOW}, {"due_at": NOW - MINUTE}, {"due_at": NOW + MINUTE}
    )
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reminders.any_work(NOW)
        assert await uow.reminders.take(NOW, 9) == [first, second]
        assert await uow.reminders.take(NOW, 1) == [first]
        assert not await uow.reminders.any_work(NOW - 2 * MINUTE)


async def test_the_same_step_is_planned_once_whatever_became_of_it(store: Store, jane: Someone) -> None:
    made, [one] = await plan(store, jane, {})
    for state in (ReminderState.SENT, ReminderState.SKIPPED, ReminderState.MISSED):
        async with store.write(jane.workspace_id) as uow:
            await uow.reminders.settle(one.id, state, message_id="M1", why="So.")
            await uow.reminders.plan([replace(one, id=new_id(), due_at=NOW + MINUTE)])
            [kept] = await uow.reminders.of_occasion(made.id)
            assert kept == replace(one, state=ReminderState.SENT, message_id="M1", why="So.")


async def test_what_was_taken_back_is_planned_again_at_its_new_time(store: Store, jane: Someone) -> None:
    made, [one] = await plan(store, jane, {})
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reminders.remove_planned(made.id) == 1
        assert await uow.reminders.remove_planned(made.id) == 0
        assert await uow.reminders.take(NOW, 9) == []
        await uow.reminders.plan([replace(one, id=new_id(), due_at=NOW + MINUTE)])
        assert await uow.reminders.of_occasion(made.id) == [replace(one, due_at=NOW + MINUTE)]


async def test_it_is_settled_once(store: Store, jane: Someone) -> None:
    made, [one] = await plan(store, jane, {})
    async with store.write(jane.workspace_id) as uow:
        await uow.reminders.settle(one.id, ReminderState.SENT, message_id="M1")
        await uow.reminders.settle(one.id, ReminderState.MISSED)
        await uow.reminders.put_off(one.id, NOW + MINUTE, tries=1)
        await uow.reminders.choose_time(one.id, NOW + MINUTE)
        assert not await uow.reminders.retime(one.id, NOW + MINUTE, NOW + MINUTE)
        sent = replace(one, state=ReminderState.SENT, message_id="M1")
        assert await uow.reminders.of_occasion(made.id) == [sent]
        assert await uow.reminders.last_sent(made.id) == sent


async def test_it_is_put_off_and_whoever_waits_is_woken(store: Store, jane: Someone) -> None:
    _, [one] = await plan(store, jane, {"useless_at": NOW + MINUTE})
    async with store.write(jane.workspace_id) as uow:
        await uow.reminders.put_off(one.id, NOW + MINUTE, tries=3)
        assert Topic.REMINDERS in uow.topics
        put_off = replace(one, due_at=NOW + MINUTE, tries=3)
        assert await uow.reminders.get(one.id, lock=True) == put_off
        assert not await uow.reminders.retime(one.id, NOW, NOW + MINUTE)
        assert await uow.reminders.get(one.id) == put_off


async def test_its_time_follows_its_step_until_a_person_chooses_one(store: Store, jane: Someone) -> None:
    made, [one] = await plan(store, jane, {"useless_at": NOW + MINUTE})
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reminders.retime(one.id, NOW + MINUTE, NOW + 2 * MINUTE)
        moved = replace(one, due_at=NOW + MINUTE, useless_at=NOW + 2 * MINUTE)
        assert await uow.reminders.get(one.id) == moved
        await uow.reminders.choose_time(one.id, NOW + 3 * MINUTE, useless_at=NOW + 9 * MINUTE)
        assert Topic.REMINDERS in uow.topics
        chosen = replace(one, due_at=NOW + 3 * MINUTE, useless_at=NOW + 9 * MINUTE, is_by_hand=True)
        assert not await uow.reminders.retime(one.id, NOW, NOW + MINUTE)
        assert await uow.reminders.get(one.id) == chosen
        await uow.reminders.remove_planned(made.id)
        await uow.reminders.plan([replace(one, id=new_id())])
        assert await uow.reminders.get(one.id) == one


async def test_what_is_kept_back_is_not_due_until_its_moment_has_passed(store: Store, jane: Someone) -> None:
    made, [one] = await plan(store, jane, {"useless_at": NOW + MINUTE})
    async with store.write(jane.workspace_id) as uow:
        await uow.occasions.change(replace(made, paused_by="U1"))
        assert not await uow.reminders.any_work(NOW)
        assert await uow.reminders.take(NOW, 9) == []
        assert await uow.reminders.take(NOW + MINUTE, 9) == [one]


async def test_those_of_some_triggers_are_settled_together_and_taken_up_again(
    store: Store, jane: Someone
) -> None:
    made, [one, other] = await plan(store, jane, {"due_at": NOW + MINUTE}, {"trigger_id": "other"})
    async with store.write(jane.workspace_id) as uow:
        await uow.reminders.settle_planned(made.id, [TRIGGER.id], ReminderState.SKIPPED, "Paid.")
        assert await uow.reminders.planned_for([jane.client_id]) == [other]
        await uow.reminders.take_up(made.id, "Confirmed.", NOW)
        await uow.reminders.take_up(made.id, "Paid.", NOW + MINUTE)
        assert await uow.reminders.planned_for([jane.client_id]) == [other]
        await uow.reminders.take_up(made.id, "Paid.", NOW)
        assert await uow.reminders.planned_for([jane.client_id]) == [other, one]


async def test_what_a_trigger_has_planned_is_taken_back_some_at_a_time(store: Store, jane: Someone) -> None:
    await plan(store, jane, {}, {}, {}, {"trigger_id": "other"})
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reminders.remove_of_trigger(TRIGGER.id, TRIGGER.kind, ["step:0"], 1) == 1
        assert await uow.reminders.remove_of_trigger(TRIGGER.id, TRIGGER.kind, ["step:0"], 9) == 1
        left = await uow.reminders.planned_for([jane.client_id])
        assert {each.step for each in left} == {"step:0", "step:3"}


async def test_what_one_has_taken_another_passes_over(store: Store, jane: Someone) -> None:
    if store.writer.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer: nobody else takes anything meanwhile.")
    _, planned = await plan(store, jane, {}, {})
    async with store.write(jane.workspace_id) as one, store.write(jane.workspace_id) as other:
        assert [each.id for each in await one.reminders.take(NOW, 1)] == [planned[0].id]
        assert [each.id for each in await other.reminders.take(NOW, 9)] == [planned[1].id]


async def test_a_part_that_fails_is_undone_and_the_rest_is_kept(store: Store, jane: Someone) -> None:
    _, [one] = await plan(store, jane, {})

    async def fails(uow: UnitOfWork) -> None:
        async with uow.attempt():
            await uow.reminders.settle(one.id, ReminderState.SENT)
            raise RuntimeError

    async with store.write(jane.workspace_id) as uow:
        with pytest.raises(RuntimeError):
            await fails(uow)
        await uow.reminders.put_off(one.id, NOW + MINUTE, tries=1)
    async with store.read(jane.workspace_id) as uow:
        assert await uow.reminders.get(one.id) == replace(one, due_at=NOW + MINUTE, tries=1)


async def test_a_lane_that_was_made_in_such_a_part_is_made_again(store: Store, jane: Someone) -> None:
    said = items.direct("U1", "Hello", "once")

    async def fails(uow: UnitOfWork) -> None:
        async with uow.attempt():
            await uow.outbox.add([said], NOW)
            raise RuntimeError

    async with store.write(jane.workspace_id) as uow:
        with pytest.raises(RuntimeError):
            await fails(uow)
    async with store.write(jane.workspace_id) as uow:
        await uow.outbox.add([said], NOW)
    async with store.look(jane.workspace_id) as uow:
        assert await uow.outbox.any_due(NOW, timedelta(0))
