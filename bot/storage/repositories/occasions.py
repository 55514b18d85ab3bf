"""Clients' appointments, payments and the like."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, and_, or_, select, update

from bot.domain.occasion import Details, Occasion, OccasionKind, OccasionState
from bot.storage.repositories.base import Repository
from bot.storage.tables import occasions
from bot.storage.tables.base import is_literally

_STANDING = (OccasionState.OPEN.value, OccasionState.CONFIRMED.value)
# As the index of the list is declared.
_IS_STANDING = is_literally(occasions.c.state, *_STANDING)


class Occasions(Repository):
    """The occasions of one workspace."""

    async def add(self, new: Occasion) -> bool:
        """Keep a new one; False when there is one of its kind and reference already."""
        row = {"id": new.id, "workspace_id": self._workspace_id, "kind": new.kind.value} | _columns(new)
        row |= {"created_at": new.created_at, "created_by": new.created_by, "source": new.source}
        # Rows of an insert travel as JSON, which knows no dates.
        row |= {"ref": new.ref, "day": new.day.isoformat() if new.day else None}
        return bool(await self._insert_all(self._insert_once(occasions, "id"), [row]))

    async def change(self, changed: Occasion) -> None:
        """Write what may change of one: its client, state, time, details, round and pause."""
        mine = occasions.c.workspace_id == self._workspace_id
        statement = update(occasions).where(mine, occasions.c.id == changed.id)
        await self._connection.execute(statement.values(**_columns(changed)))

    async def get(self, occasion_id: str, *, lock: bool = False) -> Occasion | None:
        """The one with this id; ``lock`` keeps others from changing it until this transaction ends."""
        return await self._one(self._mine().where(occasions.c.id == occasion_id), lock=lock)

    async def by_ids(self, occasion_ids: Iterable[str]) -> dict[str, Occasion]:
        """Those with these ids, by id."""
        query = self._mine().where(self._among(occasions.c.id, occasion_ids))
        return {row.id: _read(row) for row in await self._connection.execute(query)}

    async def by_ref(self, kind: OccasionKind, ref: str, *, lock: bool = False) -> Occasion | None:
        """The one that another system calls so."""
        query = self._mine().where(occasions.c.kind == kind.value, occasions.c.ref == ref)
        return await self._one(query, lock=lock)

    async def of_client(self, client_id: str) -> list[Occasion]:
        """All of a client's, the one with the latest time first; those without a time come last."""
        query = self._mine().where(occasions.c.client_id == client_id)
        ordered = query.order_by(occasions.c.at.desc().nulls_last(), occasions.c.id.desc())
        return [_read(row) for row in await self._connection.execute(ordered)]

    async def next_appointments(self, client_ids: Iterable[str], now: datetime) -> dict[str, Occasion]:
        """The next appointment of each of these clients that is still to come and not called off."""
        query = (
            self._mine()
            .where(
                occasions.c.kind == OccasionKind.APPOINTMENT.value,
                self._among(occasions.c.client_id, client_ids),
                occasions.c.state.in_(_STANDING),
                occasions.c.at > now,
            )
            .order_by(occasions.c.at.desc(), occasions.c.id.desc())
        )
        # The later ones first, so that the next one of a client is what stays.
        return {row.client_id: _read(row) for row in await self._connection.execute(query)}

    async def standing(
        self, kind: OccasionKind, since: datetime, limit: int, offset: int = 0
    ) -> list[Occasion]:
        """A page of those of a kind that are neither called off nor paid, the first to come first, and
        appointments only from ``since`` on. Of what has neither a time nor a day the newest comes first."""
        mine = self._mine().where(occasions.c.kind == kind.value, _IS_STANDING)
        if kind is OccasionKind.APPOINTMENT:
            mine = mine.where(occasions.c.at >= since)
        order = (occasions.c.at, occasions.c.day, occasions.c.id)
        is_timed = kind in {OccasionKind.APPOINTMENT, OccasionKind.PAYMENT}
        page = mine.order_by(*(each if is_timed else each.desc() for each in order))
        return [_read(row) for row in await self._connection.execute(page.limit(limit).offset(offset))]

    async def appointments(self, client_ids: Iterable[str]) -> dict[str, list[Occasion]]:
        """All appointments of each of these clients that are not called off, in the order of their times."""
        query = (
            self._mine()
            .where(
                occasions.c.kind == OccasionKind.APPOINTMENT.value,
                self._among(occasions.c.client_id, client_ids),
                occasions.c.state.in_(_STANDING),
                occasions.c.at.is_not(None),
            )
            .order_by(occasions.c.at, occasions.c.id)
        )
        found: dict[str, list[Occasion]] = {}
        for row in await self._connection.execute(query):
            found.setdefault(row.client_id, []).append(_read(row))
        return found

    async def to_replan(self, kind: OccasionKind, after: str, since: datetime, limit: int) -> list[Occasion]:
        """Occasions of a kind that stand, in the order of their ids, behind the one with the id ``after``;
        those whose time was before ``since`` are left out."""
        timeless = and_(occasions.c.at.is_(None), occasions.c.day.is_(None))
        query = (
            self._mine()
            .where(
                occasions.c.kind == kind.value,
                occasions.c.id > after,
                occasions.c.state != OccasionState.CANCELLED.value,
                or_(
                    occasions.c.at > since,
                    occasions.c.day > since.date(),
                    and_(timeless, occasions.c.created_at > since),
                ),
            )
            .order_by(occasions.c.id)
            .limit(limit)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    def _mine(self) -> Select[Any]:
        return select(occasions).where(occasions.c.workspace_id == self._workspace_id)

    async def _one(self, query: Select[Any], *, lock: bool) -> Occasion | None:
        row = (await self._connection.execute(query.with_for_update() if lock else query)).one_or_none()
        return _read(row) if row else None


def _columns(occasion: Occasion) -> dict[str, Any]:
    return {
        "client_id": occasion.client_id,
        "state": occasion.state.value,
        "at": occasion.at,
        "day": occasion.day,
        "details": _details().dump_python(occasion.details, mode="json", exclude_defaults=True),
        "round": occasion.round,
        "paused_by": occasion.paused_by,
        "updated_at": occasion.updated_at,
    }


def _read(row: Row[Any]) -> Occasion:
    return Occasion(
        id=row.id,
        kind=OccasionKind(row.kind),
        client_id=row.client_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        state=OccasionState(row.state),
        at=row.at,
        day=row.day,
        details=_details().validate_python(row.details),
        ref=row.ref,
        source=row.source,
        created_by=row.created_by,
        paused_by=row.paused_by,
        round=row.round,
    )


# Made at its first use: building one costs more than most starts have to spare.
@cache
def _details() -> TypeAdapter[Details]:
    return TypeAdapter(Details)
