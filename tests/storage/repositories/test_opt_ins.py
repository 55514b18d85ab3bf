"""Questions whether a client wants WhatsApp: one open at a time, answered once, due by the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.domain.opt_in import OptIn, OptInState
from bot.storage.store import Store
from bot.storage.tables import opt_ins
from tests.storage.seeds import NOW, Someone, add, message

DAY = timedelta(days=1)


@pytest.fixture
async def asked(store: Store, jane: Someone) -> OptIn:
    """A question to Jane that stands open."""
    found = await _question(store, jane)
    async with store.write(jane.workspace_id) as uow:
        assert await uow.opt_ins.add(found)
    return found


async def _question(store: Store, jane: Someone) -> OptIn:
    [message_id] = await add(store, message(jane))
    return OptIn(new_id(), jane.address_id, message_id, "U1", NOW, NOW + DAY, before=ConsentState.IMPLIED)


async def test_it_is_kept_as_it_was_asked(store: Store, jane: Someone, asked: OptIn) -> None:
    async with store.read(jane.workspace_id) as uow:
        assert await uow.opt_ins.get(asked.id) == asked
        assert await uow.opt_ins.of_message(asked.message_id) == asked
        assert await uow.opt_ins.latest([jane.address_id, "0" * 26]) == {jane.address_id: asked}
        assert await uow.opt_ins.get("0" * 26) is None


async def test_one_stands_open_at_most_and_the_next_one_is_the_latest(
    store: Store, jane: Someone, asked: OptIn
) -> None:
    second = await _question(store, jane)
    async with store.write(jane.workspace_id) as uow:
        assert not await uow.opt_ins.add(second)
        assert await uow.opt_ins.settle(asked.id, OptInState.ASKED, state=OptInState.REPLACED)
        assert await uow.opt_ins.add(second)
        assert (await uow.opt_ins.latest([jane.address_id]))[jane.address_id] == second


async def test_it_is_answered_once(store: Store, jane: Someone, asked: OptIn) -> None:
    agreed = {"state": OptInState.AGREED, "answered_at": NOW, "answer_id": new_id()}
    async with store.write(jane.workspace_id) as uow:
        assert await uow.opt_ins.settle(asked.id, OptInState.ASKED, **agreed)
        assert not await uow.opt_ins.settle(asked.id, OptInState.ASKED, state=OptInState.REFUSED)
        assert await uow.opt_ins.get(asked.id) == replace(asked, **agreed)


async def test_what_is_due_is_looked_at_until_it_is_answered(
    store: Store, jane: Someone, asked: OptIn
) -> None:
    async with store.write(jane.workspace_id) as uow:
        assert await uow.opt_ins.due(NOW, 9) == []
        assert await uow.opt_ins.due(NOW + DAY, 9) == [asked]
        await uow.opt_ins.change(asked.id, reminded_at=NOW + DAY, due_at=NOW + 3 * DAY)
        assert await uow.opt_ins.due(NOW + DAY, 9) == []
        await uow.opt_ins.settle(asked.id, OptInState.ASKED, state=OptInState.SILENT)
        assert await uow.opt_ins.due(NOW + 9 * DAY, 9) == []


@pytest.mark.parametrize("column", ["state", "before"])
async def test_the_database_takes_no_other_word(
    store: Store, jane: Someone, asked: OptIn, column: str
) -> None:
    with pytest.raises(IntegrityError):
        async with store.write(jane.workspace_id) as uow:
            await uow.connection.execute(opt_ins.update().values({column: "perhaps"}))


async def test_the_texts_that_wait_for_a_yes_stand_in_the_order_of_their_writing(
    store: Store, jane: Someone
) -> None:
    first = message(jane, NOW + DAY, awaits_consent=True)
    second = message(jane, NOW, awaits_consent=True)
    gone = message(jane, awaits_consent=True, status=Status.SENT)
    await add(store, message(jane), second, first, gone)
    async with store.read(jane.workspace_id) as uow:
        found = await uow.timetable.awaiting_consent(jane.client_id, jane.address_id)
        assert [each.id for each in found] == sorted([first.id, second.id])
        assert await uow.timetable.awaiting_consent(jane.client_id, "0" * 26) == []
