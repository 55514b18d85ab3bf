"""What stood in a column of the client's becomes an appointment, and goes back where one goes back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, text

from bot.storage import migrate
from bot.storage.store import Store
from bot.storage.tables.base import UtcDateTime

NOW, AT = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, 15, tzinfo=UTC)
_WORKSPACE = (
    "INSERT INTO workspaces (id, slack_team_id, name, bot_user_id, heard_until, created_at) "
    "VALUES ('W', 'T0OLD', 'Harbor Clinic', 'U0BOT', :now, :now)"
)
_CLIENT = (
    "INSERT INTO clients (id, workspace_id, name, search_text, created_at, merged_into, next_appointment_at) "
    "VALUES (:id, 'W', 'Jane', 'jane', :now, :into, :at)"
)
_APPOINTMENTS = "SELECT id, next_appointment_at AS at FROM clients ORDER BY id"


@pytest.fixture
async def before(database_url: str) -> AsyncIterator[Store]:
    """A store as the last version has left it."""
    store = Store(database_url)
    await migrate.downgrade(store.writer, "0003")
    yield store
    await migrate.upgrade(store.writer)
    await store.close()


async def insert(store: Store, statement: str, **given: Any) -> None:
    moments = [bindparam(name, type_=UtcDateTime) for name in ("now", "at") if name in given]
    async with store.writer.begin() as connection:
        await connection.execute(text(statement).bindparams(*moments), given)


async def test_an_appointment_is_kept_on_the_way_up_and_down(before: Store) -> None:
    await insert(before, _WORKSPACE, now=NOW)
    for client, at, into in (("C1", AT, None), ("C2", None, None), ("C3", AT, "C1")):
        await insert(before, _CLIENT, id=client, now=NOW, at=at, into=into)

    await migrate.upgrade(before.writer)

    async with before.read("W") as uow:
        found = await uow.occasions.appointments(["C1", "C2", "C3"])
    assert list(found) == ["C1"]
    [kept] = found["C1"]
    assert (kept.at, kept.state.value, kept.source, kept.round) == (AT, "open", "import", 1)

    await migrate.downgrade(before.writer, "0003")

    async with before.writer.connect() as connection:
        rows = await connection.execute(text(_APPOINTMENTS).columns(at=UtcDateTime))
        assert {row.id: row.at for row in rows} == {"C1": AT, "C2": None, "C3": None}
