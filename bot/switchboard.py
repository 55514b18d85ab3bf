"""Keeps a process's providers and senders as the database says: accounts come and go while it runs."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from bot.domain.account import Account, AccountState
from bot.domain.sender import SANDBOX_PACE
from bot.domain.settings import WorkspaceSettings
from bot.ports import Provider, Sender
from bot.providers.registry import Registry
from bot.storage.repositories.accounts import KeptAccount, Stamp
from bot.storage.store import Store
from bot.storage.wakeups import Topic
from bot.vault import CannotOpen, Vault

# A wake-up comes at once within a process, and to workers on PostgreSQL; all others look this often.
POLL_SECONDS = 2.0
# Whoever asks for an unknown account, and anyone may, makes us look at most this often.
_LOOK_AGAIN = 1.0

_log = logging.getLogger(__name__)

# Makes the provider of an account from its token.
Build = Callable[[Account, str], Provider]


class Switchboard:
    """Reads the workspace's accounts and what its admins say of the senders, whenever either has changed."""

    def __init__(
        self, store: Store, workspace_id: str, registry: Registry, vault: Vault | None, build: Build
    ) -> None:
        self._store = store
        self._workspace_id = workspace_id
        self._registry = registry
        self._vault = vault
        self._build = build
        self._seen: tuple[Stamp, int] | None = None
        self._looked_at = float("-inf")
        self.locked: tuple[Account, ...] = ()
        """The accounts in use whose token none of our keys opens."""
        self._lock = asyncio.Lock()

    async def refresh(self) -> None:
        """Look now. Raises what the database raises; the registry then stays as it is."""
        async with self._lock:
            self._looked_at = monotonic()
            async with self._store.read(self._workspace_id) as uow:
                kept = await uow.settings.load()
                now = await uow.accounts.stamp(), kept.version
                if now == self._seen:
                    return
                found = await uow.accounts.all()
            tokens = [(each.account, self._token(each)) for each in found if _is_used(each.account)]
            built = [self._build(account, token) for account, token in tokens if token]
            self._registry.update(built, lambda each: _shown(each, kept.settings))
            in_use = (each for each in tokens if each[0].state is AccountState.IN_USE)
            self.locked = tuple(account for account, token in in_use if not token)
            self._seen = now

    async def provider(self, name: str) -> Provider | None:
        """The provider of this name, looking anew where it is unknown: it may have come just now."""
        if name not in self._registry.by_name and monotonic() - self._looked_at >= _LOOK_AGAIN:
            await self.refresh()
        return self._registry.by_name.get(name)

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self._store.wakeups.wait(Topic.ACCOUNTS, POLL_SECONDS)
            try:
                await self.refresh()
            except Exception:
                # The database is away: what is known goes on, and the next look comes soon.
                _log.warning("The accounts could not be looked at; trying again.", exc_info=True)

    def _token(self, kept: KeptAccount) -> str | None:
        try:
            if self._vault is None:
                raise CannotOpen("ENCRYPTION_KEYS is not set")
            return self._vault.open(kept.secret, kept.row)
        except CannotOpen as locked:
            _log.error(
                "An account cannot be used: its token cannot be read.",
                extra={"account": kept.account.id, "reason": str(locked)},
            )
            return None


def _is_used(account: Account) -> bool:
    return account.state is not AccountState.TRIED


def _shown(sender: Sender, settings: WorkspaceSettings) -> Sender:
    """A sender with what the admins say of it."""
    note = settings.note_on(sender.channel, sender.address)
    sandbox = sender.is_sandbox or note.is_sandbox
    return replace(
        sender,
        label=note.label or sender.label,
        is_sandbox=sandbox,
        join_words=note.join_words if sandbox else "",
        interval=max(sender.interval, SANDBOX_PACE) if sandbox else sender.interval,
    )
