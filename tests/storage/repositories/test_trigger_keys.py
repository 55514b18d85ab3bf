"""Keys of the team's own systems in the database."""

from dataclasses import replace
from datetime import timedelta

from bot.storage.store import Store
from bot.vault import Sealed
from tests.storage.seeds import NOW, SYSTEM_KEY


async def test_a_key_is_read_as_it_was_kept(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.trigger_keys.add(SYSTEM_KEY)
    async with store.read(workspace_id) as uow:
        assert await uow.trigger_keys.get(SYSTEM_KEY.key.id) == SYSTEM_KEY
        assert await uow.trigger_keys.all() == [SYSTEM_KEY]


async def test_a_revoked_key_has_no_secret_any_more(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.trigger_keys.add(SYSTEM_KEY)
        await uow.trigger_keys.revoke(SYSTEM_KEY.key.id, "U1", NOW)
    async with store.read(workspace_id) as uow:
        kept = await uow.trigger_keys.get(SYSTEM_KEY.key.id)

    assert kept is not None
    assert kept.key == replace(SYSTEM_KEY.key, revoked_at=NOW, revoked_by="U1")
    assert kept.secret == Sealed("", "")


async def test_its_use_is_noted_once_a_minute(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.trigger_keys.add(SYSTEM_KEY)
        for seconds in (0, 30, 61):
            await uow.trigger_keys.used(SYSTEM_KEY.key.id, NOW + timedelta(seconds=seconds))
            kept = await uow.trigger_keys.get(SYSTEM_KEY.key.id)
            assert kept is not None
            assert kept.key.last_used_at == NOW + timedelta(seconds=0 if seconds < 60 else seconds)
