"""``bot keys`` as an operator uses it, on each database."""

import asyncio
import re

import pytest

from bot.storage.store import Store
from bot.vault import Vault, fresh_key, read_keys
from tests.commands.test_cli import bot


@pytest.fixture
def settings(database_url: str, workspace_id: str) -> dict[str, str]:
    """Settings of a database that knows a workspace, with a key to encrypt with."""
    assert workspace_id
    url = database_url.replace("+psycopg", "").replace("+aiosqlite", "")
    return {"DATABASE_URL": url, "ENCRYPTION_KEYS": fresh_key()}


async def said(settings: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    told = await asyncio.to_thread(bot, "keys", *arguments, **settings)
    return told.returncode, told.stdout, told.stderr


async def test_a_key_is_made_listed_and_revoked(
    settings: dict[str, str], store: Store, workspace_id: str
) -> None:
    assert await said(settings, "list") == (0, "No key is in use. Make one with: bot keys new\n", "")
    code, out, err = await said(settings, "new", "Booking system")
    assert (code, err) == (0, "")
    key_id, secret = re.findall(r"X-Threadline-Key: (\S+)\n  Secret: (\S+)", out)[0]
    async with store.read(workspace_id) as uow:
        [kept] = await uow.trigger_keys.all()
    assert Vault(read_keys(settings["ENCRYPTION_KEYS"])).open(kept.secret, kept.row) == secret
    _, out, _ = await said(settings, "list")
    assert out.startswith(f"{key_id}  Booking system · made ")
    assert out.endswith("· not used yet\n")
    assert secret not in out
    _, out, _ = await said(settings | {"ENCRYPTION_KEYS": fresh_key()}, "list")
    assert "cannot be read with ENCRYPTION_KEYS" in out
    code, out, _ = await said(settings, "revoke", key_id.lower())
    assert (code, out) == (0, "The key for Booking system opens nothing any more.\n")
    code, _, err = await said(settings, "revoke", key_id)
    assert (code, "“bot keys list” shows" in err) == (1, True)


async def test_what_cannot_be_is_said(settings: dict[str, str]) -> None:
    without = {name: value for name, value in settings.items() if name != "ENCRYPTION_KEYS"}
    code, out, err = await said(without, "new", "Shop")
    assert (code, out) == (1, "")
    assert "ENCRYPTION_KEYS is not set" in err
    code, _, err = await said(settings, "new", " ")
    assert (code, "Type what your team calls" in err) == (1, True)
