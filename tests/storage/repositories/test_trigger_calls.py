"""What the team's own systems were answered."""

from datetime import timedelta

from bot.storage.repositories.trigger_calls import Call
from bot.storage.store import Store
from tests.storage.seeds import NOW

LATER = NOW + timedelta(seconds=61)


async def test_an_event_is_taken_up_once(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        assert await uow.trigger_calls.begin("evt-1", "d", NOW) is None
        await uow.trigger_calls.answered("evt-1", 201, {"occasion": "O"})
    async with store.write(workspace_id) as uow:
        assert await uow.trigger_calls.begin("evt-1", "other", LATER) == Call("d", 201, {"occasion": "O"})


async def test_what_came_to_nothing_may_come_again(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.trigger_calls.begin("evt-1", "d", NOW)
        await uow.trigger_calls.let_go("evt-1")
        assert await uow.trigger_calls.begin("evt-1", "mended", NOW) is None


async def test_old_answers_are_forgotten(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.trigger_calls.begin("evt-1", "d", NOW)
        await uow.trigger_calls.forget_before(LATER)
        assert await uow.trigger_calls.begin("evt-1", "other", LATER) is None
