"""What a merge has changed is kept by its old place, put back where nobody changed it since, forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import new_id
from bot.domain.merge import UNDO_FOR, Merge
from bot.storage.repositories.merges import Change
from bot.storage.store import Store
from bot.storage.tables import merge_moves
from tests.storage.seeds import NOW, Someone, people


def _merge(survivor: Someone, merged: Someone) -> Merge:
    return Merge(new_id(), survivor.client_id, merged.client_id, "U1", NOW, NOW + UNDO_FOR)


@pytest.fixture
async def two(store: Store, workspace_id: str) -> list[Someone]:
    """Two clients."""
    return await people(store, workspace_id, 2)


async def test_a_client_is_part_of_one_other_at_most(
    store: Store, workspace_id: str, two: list[Someone]
) -> None:
    first = _merge(*two)
    async with store.write(workspace_id) as uow:
        await uow.merges.add(first)
    with pytest.raises(IntegrityError):
        async with store.write(workspace_id) as uow:
            await uow.merges.add(_merge(*two))
    async with store.write(workspace_id) as uow:
        await uow.merges.set_undone(first.id, "U2", NOW)
        await uow.merges.add(_merge(*two))
        assert [each.undone_by for each in await uow.merges.standing_of(two[0].client_id)] == [None]
        undone = await uow.merges.get(first.id)
    assert undone
    assert (undone.undone_at, undone.undone_by) == (NOW, "U2")


async def test_times_and_gaps_come_back_as_they_were(
    store: Store, workspace_id: str, two: list[Someone]
) -> None:
    made = _merge(*two)
    kept = [
        Change("A:sms", None, {"state": "withdrawn", "since": NOW, "expires_at": None}),
        Change("B:sms", {"since": NOW - UNDO_FOR}, {"since": NOW}),
    ]
    async with store.write(workspace_id) as uow:
        await uow.merges.add(made)
        await uow.merges.keep(made.id, "consents", kept)
        assert await uow.merges.changes(made.id, "consents") == kept
        assert await uow.merges.changes(made.id, "clients") == []


async def test_what_an_older_version_kept_of_a_column_that_is_gone_is_left_out(
    store: Store, workspace_id: str, two: list[Someone]
) -> None:
    made = _merge(*two)
    old = {"next_appointment_at": None, "last_order": "4711"}
    async with store.write(workspace_id) as uow:
        await uow.merges.add(made)
        await uow.merges.keep(made.id, "clients", [Change(two[0].client_id, old, old)])
        left = {"last_order": "4711"}
        assert await uow.merges.changes(made.id, "clients") == [Change(two[0].client_id, left, left)]


async def test_a_column_that_somebody_has_changed_since_stays(
    store: Store, workspace_id: str, two: list[Someone]
) -> None:
    client_id = two[0].client_id
    change = Change(client_id, {"company": "", "language": "fr"}, {"company": "Harbor", "language": "de"})
    async with store.write(workspace_id) as uow:
        await uow.clients.change(client_id, company="Quay", language="de")
        await uow.merges.put_back("clients", [change, Change("X" * 26, {"company": "?"}, {"company": ""})])
        found = await uow.clients.get(client_id)
    assert found
    assert (found.company, found.language) == ("Quay", "fr")


async def test_what_cannot_be_undone_any_more_is_forgotten_a_few_at_once(
    store: Store, workspace_id: str
) -> None:
    who = await people(store, workspace_id, 4)
    async with store.write(workspace_id) as uow:
        for merged in who[1:]:
            made = _merge(who[0], merged)
            await uow.merges.add(made)
            await uow.merges.keep(made.id, "clients", [Change(merged.client_id, {}, {})])
        assert await uow.merges.forget_before(NOW + UNDO_FOR - timedelta(seconds=1)) == 0
        assert await uow.merges.forget_before(NOW + UNDO_FOR, limit=2) == 2
        left = await uow.connection.execute(select(func.count()).select_from(merge_moves))
        assert left.scalar_one() == 1
        assert await uow.merges.forget_before(NOW + UNDO_FOR) == 1
        assert len(await uow.merges.standing_of(who[0].client_id)) == 3
