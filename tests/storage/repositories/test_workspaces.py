"""Workspaces: remembered once."""

from bot.storage.store import Store
from tests.storage.seeds import NOW


async def test_a_workspace_is_remembered_once_under_its_newest_name(store: Store) -> None:
    async with store.workspaces() as workspaces:
        assert await workspaces.only() is None
        first = await workspaces.remember("T1", "Old name", "U1", NOW)
        again = await workspaces.remember("T1", "New name", "U2", NOW)
        assert (again.id, again.name, again.bot_user_id) == (first.id, "New name", "U2")
        assert await workspaces.only() == again
        await workspaces.remember("T2", "Other", "U1", NOW)
        assert await workspaces.only() is None
