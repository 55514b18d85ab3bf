"""Accounts at providers that admins have added; their secrets as they are sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from bot.domain.account import Account, AccountSender, AccountState
from bot.domain.channel import Channel
from bot.storage.repositories.base import Repository
from bot.storage.tables import accounts
from bot.storage.wakeups import Topic
from bot.vault import Sealed

# What changes whenever anything of the accounts does.
Stamp = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class KeptAccount:
    """An account with its sealed secret."""

    account: Account
    secret: Sealed

    @property
    def row(self) -> str:
        """What its secret is bound to."""
        return row_of(self.account.id)


def row_of(account_id: str) -> str:
    """What the secret of an account with this id is bound to."""
    return f"accounts:{account_id}"


class Accounts(Repository):
    """The accounts of one workspace."""

    def __init__(self, connection: Any, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def all(self) -> list[KeptAccount]:
        """Every account, the oldest first."""
        return [_read(row) for row in await self._connection.execute(self._mine().order_by(accounts.c.id))]

    async def get(self, account_id: str, *, lock: bool = False) -> KeptAccount | None:
        """An account by its id."""
        query = self._mine().where(accounts.c.id == account_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).one_or_none()
        return _read(row) if row else None

    async def stamp(self) -> Stamp:
        """Another one whenever an account was added, changed or forgotten."""
        mine = accounts.c.workspace_id == self._workspace_id
        query = select(accounts.c.id, accounts.c.revision).where(mine).order_by(accounts.c.id)
        return tuple((row.id, row.revision) for row in await self._connection.execute(query))

    async def add(self, kept: KeptAccount, user: str) -> None:
        """Keep a new account."""
        account = kept.account
        values = {
            "id": account.id,
            "workspace_id": self._workspace_id,
            "provider": account.provider,
            "sid": account.sid,
            "created_at": account.created_at,
            **_changeable(kept, user),
        }
        await self._connection.execute(insert(accounts).values(values))
        self._topics.add(Topic.ACCOUNTS)

    async def change(self, kept: KeptAccount, user: str) -> None:
        """Keep what is different of it: all but its id, its provider and its own name there."""
        which = accounts.c.workspace_id == self._workspace_id, accounts.c.id == kept.account.id
        await self._connection.execute(update(accounts).where(*which).values(_changeable(kept, user)))
        self._topics.add(Topic.ACCOUNTS)

    async def forget(self, ids: Iterable[str]) -> None:
        """Drop these with their secrets, for good."""
        mine = accounts.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(accounts).where(mine, self._among(accounts.c.id, ids)))
        self._topics.add(Topic.ACCOUNTS)

    async def forget_before(self, removed: datetime, tried: datetime) -> int:
        """Drop what was removed before the one moment, and what was tried before the other and never used."""
        old = or_(
            (accounts.c.state == AccountState.REMOVED.value) & (accounts.c.changed_at < removed),
            (accounts.c.state == AccountState.TRIED.value) & (accounts.c.changed_at < tried),
        )
        mine = accounts.c.workspace_id == self._workspace_id
        gone = (await self._connection.execute(delete(accounts).where(mine, old))).rowcount
        if gone:
            self._topics.add(Topic.ACCOUNTS)
        return gone

    def _mine(self) -> Any:
        return select(accounts).where(accounts.c.workspace_id == self._workspace_id)


def _changeable(kept: KeptAccount, user: str) -> dict[str, Any]:
    account = kept.account
    return {
        "label": account.label,
        "key_id": kept.secret.key_id,
        "secret": kept.secret.content,
        "senders": [[each.channel.value, each.address] for each in account.senders],
        "state": account.state.value,
        "revision": account.revision,
        "changed_at": account.changed_at,
        "changed_by": user,
    }


def _read(row: Any) -> KeptAccount:
    account = Account(
        id=row.id,
        provider=row.provider,
        sid=row.sid,
        label=row.label,
        state=AccountState(row.state),
        senders=tuple(AccountSender(Channel(channel), address) for channel, address in row.senders),
        created_at=row.created_at,
        changed_at=row.changed_at,
        revision=row.revision,
    )
    return KeptAccount(account, Sealed(row.key_id, row.secret))
