"""Keys of the team's own systems; their secrets as they are sealed."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, insert, or_, select, update

from bot.domain.trigger_key import TriggerKey
from bot.storage.repositories.base import Repository
from bot.storage.tables import trigger_keys
from bot.vault import Sealed

# A key may be used many times a second, and nobody needs to know to the second when it was.
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class KeptKey:
    """A key with its sealed secret, which is empty once it is revoked."""

    key: TriggerKey
    secret: Sealed

    @property
    def row(self) -> str:
        """What its secret is bound to."""
        return row_of(self.key.id)


def row_of(key_id: str) -> str:
    """What the secret of a key with this id is bound to."""
    return f"trigger_keys:{key_id}"


class TriggerKeys(Repository):
    """The keys of one workspace."""

    async def add(self, kept: KeptKey) -> None:
        """Keep a new key."""
        values = {field.name: getattr(kept.key, field.name) for field in fields(TriggerKey)}
        values |= {"workspace_id": self._workspace_id, **_sealed(kept.secret)}
        await self._connection.execute(insert(trigger_keys).values(values))

    async def all(self) -> list[KeptKey]:
        """Every key, revoked ones too, the oldest first."""
        query = self._mine().order_by(trigger_keys.c.id)
        return [_read(row) for row in await self._connection.execute(query)]

    async def get(self, key_id: str, *, lock: bool = False) -> KeptKey | None:
        """A key by its id."""
        query = self._mine().where(trigger_keys.c.id == key_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).one_or_none()
        return _read(row) if row else None

    async def reseal(self, key_id: str, secret: Sealed) -> None:
        """Keep its secret as it is sealed now."""
        await self._connection.execute(self._one(key_id).values(**_sealed(secret)))

    async def revoke(self, key_id: str, user: str, now: datetime) -> None:
        """From now on it opens nothing, and its secret is gone."""
        values = {"revoked_at": now, "revoked_by": user, **_sealed(Sealed("", ""))}
        await self._connection.execute(self._one(key_id).values(values))

    async def used(self, key_id: str, now: datetime) -> None:
        """Remember that it was used just now."""
        last = trigger_keys.c.last_used_at
        statement = self._one(key_id).where(or_(last.is_(None), last < now - _NOTED_EVERY))
        await self._connection.execute(statement.values(last_used_at=now))

    def _one(self, key_id: str) -> Any:
        mine = trigger_keys.c.workspace_id == self._workspace_id
        return update(trigger_keys).where(mine, trigger_keys.c.id == key_id)

    def _mine(self) -> Select[Any]:
        return select(trigger_keys).where(trigger_keys.c.workspace_id == self._workspace_id)


def _sealed(secret: Sealed) -> dict[str, str]:
    return {"key_id": secret.key_id, "secret": secret.content}


def _read(row: Row[Any]) -> KeptKey:
    key = TriggerKey(**{field.name: getattr(row, field.name) for field in fields(TriggerKey)})
    return KeptKey(key, Sealed(row.key_id, row.secret))
