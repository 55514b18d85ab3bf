"""The sandbox's own system has a key that the bot believes, at each start another one."""

from pathlib import Path

from bot.commands.sandbox_system import LABEL, encryption_key, give_key
from bot.flows.systems.keys import keys_in_use, make_key
from bot.flows.team.roles import OPERATOR
from bot.storage.store import Store
from bot.vault import Vault, read_keys
from tests.support.world import StoppedClock, make_context


async def test_the_folder_keeps_one_key_that_nobody_else_may_read(tmp_path: Path) -> None:
    first = encryption_key(tmp_path)
    assert encryption_key(tmp_path) == first
    assert len(read_keys(first)) == 1
    assert (tmp_path / "encryption_key").stat().st_mode & 0o077 == 0


async def test_a_new_key_takes_the_place_of_the_last_and_of_no_other(
    store: Store, workspace_id: str, clock: StoppedClock, tmp_path: Path
) -> None:
    ctx, keys = make_context(store, clock), encryption_key(tmp_path)
    vault = Vault(read_keys(keys))
    await make_key(ctx, vault, workspace_id, OPERATOR, "A shop")
    first, second = await give_key(store.url, keys, clock), await give_key(store.url, keys, clock)
    assert first
    assert second
    assert first.secret not in repr(first)
    in_use = await keys_in_use(ctx, vault, workspace_id, OPERATOR)
    assert [(each.key.label, each.is_locked) for each in in_use] == [("A shop", False), (LABEL, False)]
    assert in_use[1].key.id == second.id


async def test_without_a_workspace_there_is_no_key(store: Store, clock: StoppedClock, tmp_path: Path) -> None:
    assert await give_key(store.url, encryption_key(tmp_path), clock) is None
