"""Messages by time: counted as they stand, and those that are still to go, without reading all of them."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.message import Direction, Status
from bot.storage.repositories.traffic import Count, ToGo
from bot.storage.store import Store
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.repositories.test_plans import fill, plans, scans_messages
from tests.storage.seeds import NOW, Someone, add, message

HOUR = timedelta(hours=1)


async def test_a_span_is_counted_by_channel_direction_and_status(store: Store, jane: Someone) -> None:
    await add(
        store,
        message(jane, NOW - HOUR, status=Status.DELIVERED),
        message(jane, NOW, status=Status.DELIVERED),
        message(jane, NOW, status=Status.RECEIVED, direction=Direction.IN),
        message(jane, NOW, status=Status.FAILED, channel=Channel.WHATSAPP),
        message(jane, NOW, status=Status.REFUSED),
        message(jane, NOW, status=Status.CANCELED),
        message(jane, NOW + HOUR, status=Status.DELIVERED),
    )
    async with store.read(jane.workspace_id) as uow:
        counts = await uow.traffic.counts(NOW, NOW + HOUR)
    assert counts == [
        Count(Channel.SMS, Direction.IN, Status.RECEIVED, 1),
        Count(Channel.SMS, Direction.OUT, Status.DELIVERED, 1),
        Count(Channel.WHATSAPP, Direction.OUT, Status.FAILED, 1),
    ]


async def test_what_is_to_go_comes_in_the_order_of_its_time(store: Store, jane: Someone) -> None:
    late, soon = (
        message(jane, NOW + 2 * HOUR, error_text="Night.", slack_user="U1"),
        message(jane, NOW + HOUR),
    )
    tomorrow = message(jane, NOW + 24 * HOUR)
    await add(
        store, late, soon, tomorrow, message(jane, NOW), message(jane, NOW + HOUR, status=Status.CANCELED)
    )
    async with store.read(jane.workspace_id) as uow:
        rows = await uow.traffic.to_go(NOW, NOW + 3 * HOUR, 9)
        first = await uow.traffic.to_go(NOW, NOW + 3 * HOUR, 1)
        counted = await uow.traffic.count_to_go(NOW, NOW + 3 * HOUR)
    assert rows == [
        ToGo(soon.id, soon.due_at, Channel.SMS, jane.client_id, "Jane Doe", None, ""),
        ToGo(late.id, late.due_at, Channel.SMS, jane.client_id, "Jane Doe", "U1", "Night."),
    ]
    assert first == rows[:1]
    assert counted == (2, 1)


async def test_a_span_is_counted_by_its_index(store: Store, jane: Someone) -> None:
    await fill(store, jane)
    plan = await plans(store, jane.workspace_id, lambda uow: uow.traffic.counts(NOW + HOUR, NOW + 2 * HOUR))
    assert "ix_messages_time" in plan, plan


async def test_what_is_to_go_is_found_without_reading_the_others(store: Store, jane: Someone) -> None:
    async def ask(uow: UnitOfWork) -> None:
        await uow.traffic.to_go(NOW + HOUR, NOW + 2 * HOUR, 5)
        await uow.traffic.count_to_go(NOW + HOUR, NOW + 2 * HOUR)

    await fill(store, jane)
    plan = await plans(store, jane.workspace_id, ask)
    assert not scans_messages(plan), plan


async def test_questions_about_one_client_keep_their_own_index(store: Store, jane: Someone) -> None:
    async def ask(uow: UnitOfWork) -> None:
        await uow.messages.has_written(jane.client_id, "U1", NOW)
        await uow.messages.recent([jane.client_id], NOW)

    # Without statistics, as they are in production where nobody asks for them.
    if store.writer.dialect.name == "sqlite":
        plan = await plans(store, jane.workspace_id, ask)
        assert "ix_messages_recent" in plan, plan
        assert "ix_messages_time" not in plan, plan
