"""Texts that go again and again."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.recurrence import Recurrence, Series, SeriesState
from bot.storage.repositories.base import Repository
from bot.storage.tables import series
from bot.storage.tables.base import is_literally
from bot.storage.wakeups import Topic

# As the index of what is due is declared.
_ACTIVE = is_literally(series.c.state, SeriesState.ACTIVE.value)


class SeriesList(Repository):
    """The series of one workspace."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def add(self, new: Series, intent_key: str) -> bool:
        """Keep a new one; False when this very wish is known already."""
        row = {"id": new.id, "workspace_id": self._workspace_id, "intent_key": intent_key} | _columns(new)
        row |= {"author": new.author, "created_at": new.created_at}
        added = await self._insert_all(self._insert_once(series, "id"), [row])
        self._topics.add(Topic.SERIES)
        return bool(added)

    async def change(self, changed: Series) -> None:
        """Write what may change of one, all but its author and its beginning. It is due at its next time."""
        mine = series.c.workspace_id == self._workspace_id
        statement = update(series).where(mine, series.c.id == changed.id)
        await self._connection.execute(statement.values(**_columns(changed)))
        self._topics.add(Topic.SERIES)

    async def get(self, series_id: str, *, lock: bool = False) -> Series | None:
        """The one with this id; ``lock`` keeps others from changing it until this transaction ends."""
        query = self._mine().where(series.c.id == series_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).one_or_none()
        return read_series(row) if row else None

    async def take(self, now: datetime, limit: int) -> list[Series]:
        """Those whose next time has come, the longest due first, locked; not what somebody else has locked.
        Whoever takes one writes its next time in the same transaction."""
        query = (
            self._mine()
            .where(_ACTIVE, series.c.due_at <= now)
            .order_by(series.c.due_at, series.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [read_series(row) for row in await self._connection.execute(query)]

    async def put_off(self, failed: Series, until: datetime) -> None:
        """Taking it up has failed once more: it is due again at ``until``, for the same time. One that
        somebody has changed or taken up since is left as it is by now."""
        as_it_was = (
            series.c.workspace_id == self._workspace_id,
            series.c.id == failed.id,
            _ACTIVE,
            series.c.next_at == failed.next_at,
            series.c.tries == failed.tries,
        )
        values = {"tries": failed.tries + 1, "due_at": until}
        await self._connection.execute(update(series).where(*as_it_was).values(values))

    async def any_due(self, now: datetime) -> bool:
        """Whether one is due by now."""
        mine = series.c.workspace_id == self._workspace_id
        query = select(series.c.id).where(mine, _ACTIVE, series.c.due_at <= now).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def keyed(self, intent_key: str) -> Series | None:
        """The one that has come of this wish."""
        row = (
            await self._connection.execute(self._mine().where(series.c.intent_key == intent_key))
        ).one_or_none()
        return read_series(row) if row else None

    async def of_clients(self, client_ids: Iterable[str]) -> list[Series]:
        """Those of these clients that have not ended, in the order in which they were made."""
        query = self._mine().where(
            self._among(series.c.client_id, client_ids), series.c.state != SeriesState.ENDED.value
        )
        return [read_series(row) for row in await self._connection.execute(query.order_by(series.c.id))]

    def _mine(self) -> Select[Any]:
        return select(series).where(series.c.workspace_id == self._workspace_id)


def _columns(of: Series) -> dict[str, Any]:
    return {
        "client_id": of.client_id,
        "address_id": of.address_id,
        "channel": of.channel.value,
        "sender": of.sender,
        "recurrence": _recurrence().dump_python(of.recurrence, mode="json"),
        "body": of.body,
        "template_id": of.template_id or None,
        "values": [list(pair) for pair in of.values],
        "purpose": of.purpose.value,
        "state": of.state.value,
        "next_at": of.next_at,
        "due_at": of.next_at,
        "tries": of.tries,
        "gone": of.gone,
    }


def read_series(row: Row[Any]) -> Series:
    """A row of the table as a series."""
    # A row is also a sequence, whose own ``values`` would hide the column of that name.
    column = row._mapping
    return Series(
        id=row.id,
        client_id=row.client_id,
        address_id=row.address_id,
        channel=Channel(row.channel),
        sender=row.sender,
        recurrence=_recurrence().validate_python(row.recurrence),
        author=row.author,
        created_at=row.created_at,
        body=row.body,
        template_id=row.template_id or "",
        values=tuple((name, value) for name, value in column["values"]),
        purpose=Purpose(row.purpose),
        state=SeriesState(row.state),
        next_at=row.next_at,
        gone=row.gone,
        tries=row.tries,
    )


# Made at its first use: building one costs more than most starts have to spare.
@cache
def _recurrence() -> TypeAdapter[Recurrence]:
    return TypeAdapter(Recurrence)
