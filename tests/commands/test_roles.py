"""``bot roles`` as an operator uses it, on each database, and the sandbox's team."""

import asyncio
from pathlib import Path

import pytest

from bot.commands.sandbox_roles import appoint
from bot.sandbox import seed
from bot.storage.store import Store
from tests.commands.test_cli import bot
from tests.support.world import StoppedClock


@pytest.fixture
def settings(database_url: str, workspace_id: str) -> dict[str, str]:
    """Settings of a database that knows a workspace."""
    assert workspace_id
    return {"DATABASE_URL": database_url.replace("+psycopg", "").replace("+aiosqlite", "")}


async def said(settings: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    told = await asyncio.to_thread(bot, "roles", *arguments, **settings)
    return told.returncode, told.stdout, told.stderr


async def test_roles_are_listed_given_and_taken(settings: dict[str, str]) -> None:
    assert await said(settings, "list") == (0, "Everybody else is a sender.\n", "")
    assert await said(settings, "grant", "U0MAYA", "admin") == (0, "U0MAYA is an admin now.\n", "")
    code, out, _ = await said(settings, "grant", "S0FRONT", "manager")
    assert code == 0
    assert "within five minutes" in out
    _, out, _ = await said(settings, "list")
    assert out.splitlines()[:2] == ["U0MAYA        admin", "S0FRONT       manager"]
    code, _, err = await said(settings, "revoke", "U0MAYA")
    assert (code, err) == (1, "bot: This is the last admin. Make somebody else an admin first.\n")
    assert await said(settings, "revoke", "S0FRONT") == (0, "S0FRONT has no role of its own any more.\n", "")
    assert await said(settings, "revoke", "S0FRONT") == (0, "S0FRONT had no role of its own.\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grant", "maya", "admin"), "is no id of Slack's"),
        (("grant", "U0MAYA", "king"), "king"),
        (("revoke", "#general"), "is no id of Slack's"),
        (("dethrone",), "No such command"),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    told = bot("roles", *arguments, DATA_DIR=str(tmp_path))
    assert told.returncode != 0
    assert words in told.stderr
    assert "Traceback" not in told.stderr


def test_a_database_without_tables_or_workspace_is_told(tmp_path: Path) -> None:
    settings = {"DATA_DIR": str(tmp_path)}
    assert "Run: bot migrate" in bot("roles", "list", **settings).stderr
    assert bot("migrate", **settings).returncode == 0
    assert "knows no workspace yet" in bot("roles", "list", **settings).stderr


async def test_the_sandbox_has_one_of_each_role_and_keeps_what_was_changed(
    sqlite_url: str, clock: StoppedClock
) -> None:
    store = Store(sqlite_url)
    async with store.workspaces() as workspaces:
        workspace = await workspaces.remember("T0HARBOR", "Harbor Clinic", "U0BOT", clock.now())
    await appoint(sqlite_url, seed.ROLES, clock)
    await appoint(sqlite_url, [("U0PRIYA", "viewer"), *seed.ROLES], clock)
    async with store.read(workspace.id) as uow:
        grants = await uow.roles.all()
    await store.close()
    assert {(grant.subject, grant.role.value) for grant in grants} == set(seed.ROLES)
