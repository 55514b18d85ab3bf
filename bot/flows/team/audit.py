"""Looking at the audit: who did what, filtered, the newest first; and asking for it as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import AuditFilter, Deed, Entry
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["AuditPage", "Deed", "Entry", "Wanted", "audit_page", "request_export"]

PAGE = 10
# Where the details of a deed name a client, beside the one whom it was done for.
CLIENT_KEYS = ("other", "client_id")


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see; empty: all of it. ``days``: back from now, 0 for ever."""

    actor: str = ""
    action: str = ""
    client_id: str = ""
    days: int = 0

    def at(self, now: datetime) -> AuditFilter:
        """As it is read from the store at this moment."""
        since = now - timedelta(days=self.days) if self.days else None
        return AuditFilter(self.actor, self.action, self.client_id, since)


@dataclass(frozen=True)
class AuditPage:
    """A page of the audit; ``older`` leads to the next one, and is empty on the last. ``names``: what the
    clients whose ids stand in the details are called today."""

    entries: tuple[Entry, ...]
    older: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


async def audit_page(
    ctx: Context, workspace_id: str, user: str, wanted: Wanted, before: str = ""
) -> AuditPage:
    """The deeds that fit, older than the entry ``before``. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SEE_CONTENT)
        # One more than is shown tells whether there is another page.
        found = await uow.audit.page(wanted.at(ctx.clock.now()), PAGE + 1, before)
        shown = tuple(found[:PAGE])
        names = await _names(uow, shown)
    return AuditPage(shown, shown[-1].id if len(found) > PAGE else "", names)


async def _names(uow: UnitOfWork, entries: Sequence[Entry]) -> dict[str, str]:
    """The clients in the details, by id; one that is not there has none."""
    told = (str(entry.deed.detail.get(key) or "") for entry in entries for key in CLIENT_KEYS)
    ids = sorted({each for each in told if each})
    return {client.id: client.name for client in await uow.clients.by_ids(ids)} if ids else {}


async def request_export(ctx: Context, workspace_id: str, user: str, wanted: Wanted) -> None:
    """Have the audit sent to a teammate as a file, by the worker. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEE_CONTENT)
        now = ctx.clock.now()
        since = wanted.at(now).since
        asked = {
            "actor": wanted.actor,
            "action": wanted.action,
            "client_id": wanted.client_id,
            "since": since.isoformat() if since else "",
        }
        await uow.audit.write([Deed(user, "audit_exported", now, wanted.client_id or None, detail=asked)])
        await uow.outbox.add([items.audit_export(user, asked, new_id())], now)
