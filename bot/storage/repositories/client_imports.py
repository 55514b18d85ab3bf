"""Imports of files of clients: one at a time, the file kept only as long as it is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.client_import import UNDER_WAY, ClientImport, Counts, ImportState
from bot.storage.repositories.base import Repository
from bot.storage.tables import client_imports, import_problems
from bot.storage.tables.base import is_literally
from bot.storage.wakeups import Topic

# Everything but the file, which is read only when it is asked for.
_LOOK = select(*(column for column in client_imports.c if column.name != "content"))
# What is wrong with a row: the column's name and a sentence, for each problem.
Told = Sequence[tuple[str, str]]


class ClientImports(Repository):
    """The imports of one workspace."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def add(self, new: ClientImport) -> bool:
        """Have a file imported; False when another import is under way."""
        row = asdict(new) | {"workspace_id": self._workspace_id, "slack_user": new.user}
        row |= row.pop("counts") | {"state": new.state.value}
        del row["user"]
        added = await self._insert_all(self._insert_once(client_imports, returning="id"), [row])
        self._topics.add(Topic.CLIENT_IMPORTS)
        return bool(added)

    async def get(self, import_id: str, *, lock: bool = False) -> ClientImport | None:
        """The import with this id."""
        query = self._mine().where(client_imports.c.id == import_id)
        return await self._one(query.with_for_update() if lock else query)

    async def under_way(self) -> ClientImport | None:
        """The one that is under way, locked."""
        states = is_literally(client_imports.c.state, *UNDER_WAY)
        return await self._one(self._mine().where(states).with_for_update())

    async def due(self, now: datetime) -> ClientImport | None:
        """The one of which something is to be done now; not one that somebody else has locked."""
        states = is_literally(client_imports.c.state, ImportState.FETCHING, ImportState.RUNNING)
        query = self._mine().where(states, client_imports.c.next_attempt_at <= now)
        return await self._one(query.with_for_update(skip_locked=True))

    async def content(self, import_id: str) -> bytes | None:
        """The file, or later those of its rows that were not imported; None once it is not needed."""
        query = select(client_imports.c.content).where(*self._is(import_id))
        found: bytes | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def change(self, import_id: str, *, counts: Counts | None = None, **columns: Any) -> None:
        """Set columns of an import: state, content, done and so on."""
        changed = update(client_imports).where(*self._is(import_id))
        await self._connection.execute(changed.values(**columns, **(asdict(counts) if counts else {})))
        self._topics.add(Topic.CLIENT_IMPORTS)

    async def tell_problems(self, import_id: str, told: Mapping[int, Told]) -> None:
        """Keep what is wrong with rows, by their numbers."""
        mine = {"import_id": import_id, "workspace_id": self._workspace_id}
        rows = [mine | {"row_number": row, "problems": list(each)} for row, each in told.items()]
        await self._insert_all(self._insert_once(import_problems), rows)

    async def problems(self, import_id: str) -> dict[int, Told]:
        """What is wrong with rows, by their numbers, in the order of the file."""
        query = (
            select(import_problems.c.row_number, import_problems.c.problems)
            .where(
                import_problems.c.workspace_id == self._workspace_id,
                import_problems.c.import_id == import_id,
            )
            .order_by(import_problems.c.row_number)
        )
        rows = await self._connection.execute(query)
        return {number: [(column, sentence) for column, sentence in told] for number, told in rows}

    async def stale(self, before: datetime) -> list[ClientImport]:
        """Those asked for before that moment that are still under way, locked."""
        states = is_literally(client_imports.c.state, *UNDER_WAY)
        query = self._mine().where(states, client_imports.c.created_at < before).with_for_update()
        return [_read(row) for row in await self._connection.execute(query)]

    async def forget_problems(self, import_id: str) -> None:
        """Drop what is wrong with the rows of an import."""
        mine = import_problems.c.workspace_id == self._workspace_id
        gone = delete(import_problems).where(mine, import_problems.c.import_id == import_id)
        await self._connection.execute(gone)

    async def drop_contents(self, before: datetime) -> None:
        """Delete what is left of the files of imports that were asked for before that moment."""
        mine = client_imports.c.workspace_id == self._workspace_id
        old = client_imports.c.created_at < before
        left = client_imports.c.content.is_not(None)
        await self._connection.execute(update(client_imports).where(mine, old, left).values(content=None))

    async def forget_before(self, moment: datetime) -> None:
        """Drop imports that were asked for before that moment, with what is left of their files."""
        mine = client_imports.c.workspace_id == self._workspace_id
        await self._connection.execute(
            delete(client_imports).where(mine, client_imports.c.created_at < moment)
        )

    def _mine(self) -> Select[Any]:
        return _LOOK.where(client_imports.c.workspace_id == self._workspace_id)

    def _is(self, import_id: str) -> tuple[Any, Any]:
        return client_imports.c.workspace_id == self._workspace_id, client_imports.c.id == import_id

    async def _one(self, query: Select[Any]) -> ClientImport | None:
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None


def _read(row: Row[Any]) -> ClientImport:
    return ClientImport(
        id=row.id,
        user=row.slack_user,
        file_name=row.file_name,
        url=row.url,
        state=ImportState(row.state),
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        done=row.done,
        attempts=row.attempts,
        counts=Counts(row.created, row.changed, row.unchanged, row.skipped),
    )
