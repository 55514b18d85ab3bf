"""Triggers as they are kept, and how far a change of one has come."""

from dataclasses import replace
from datetime import time

from bot.domain.channel import Channel
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Stop, Unit, When
from bot.storage.store import Store
from tests.storage.seeds import REMINDS, TRIGGER

WHOLE = replace(
    TRIGGER,
    offsets=(Offset(When.AT_ONCE), Offset(When.BEFORE, 3, Unit.DAYS, time(9))),
    channel=Channel.WHATSAPP,
    slack_channel="C1",
    stops=frozenset({Stop.REPLIED, Stop.PAID}),
    updated_by="U1",
)


async def test_one_is_kept_whole_and_changed(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.message_templates.add(REMINDS)
        await uow.triggers.save(TRIGGER)
        await uow.triggers.save(WHOLE)
        assert await uow.triggers.get(TRIGGER.id) == WHOLE
        assert await uow.triggers.on(OccasionKind.APPOINTMENT) == [WHOLE]
        assert await uow.triggers.on(OccasionKind.PAYMENT) == []
        await uow.triggers.save(replace(WHOLE, is_on=False))
        assert await uow.triggers.on(OccasionKind.APPOINTMENT) == []
        assert len(await uow.triggers.all()) == 1


async def test_a_change_is_planned_until_it_is_said_to_be(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.message_templates.add(REMINDS)
        await uow.triggers.save(TRIGGER)
        assert await uow.triggers.to_replan() == (TRIGGER, "", False)
        await uow.triggers.replanned(TRIGGER.id, "O1")
        assert await uow.triggers.to_replan() == (TRIGGER, "O1", False)
        await uow.triggers.replanned(TRIGGER.id, None)
        assert await uow.triggers.to_replan() is None
        await uow.triggers.save(WHOLE)
        assert await uow.triggers.to_replan() == (WHOLE, "", False)


async def test_all_that_are_on_are_planned_anew(store: Store, workspace_id: str) -> None:
    off = replace(TRIGGER, id="U" * 26, is_on=False)
    async with store.write(workspace_id) as uow:
        await uow.message_templates.add(REMINDS)
        for each in (TRIGGER, off):
            await uow.triggers.save(each)
            await uow.triggers.replanned(each.id, None)
        await uow.triggers.replan_all()
        assert await uow.triggers.to_replan() == (TRIGGER, "", False)
        await uow.triggers.replanned(TRIGGER.id, None)
        assert await uow.triggers.to_replan() is None


async def test_one_that_is_taken_away_is_seen_by_nobody_and_dropped_in_the_end(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        await uow.message_templates.add(REMINDS)
        await uow.triggers.save(TRIGGER)
        await uow.triggers.forget(TRIGGER.id)
        await uow.triggers.remove(TRIGGER.id)
        assert (await uow.triggers.get(TRIGGER.id), await uow.triggers.all()) == (None, [])
        assert await uow.triggers.to_replan() == (replace(TRIGGER, is_on=False), "", True)
        await uow.triggers.forget(TRIGGER.id)
        assert await uow.triggers.to_replan() is None
