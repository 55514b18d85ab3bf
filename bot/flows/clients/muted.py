"""Since when, and by whom, a client is muted as spam: the audit tells."""

from bot.domain.client import Client
from bot.storage.repositories.audit import AuditFilter, Entry
from bot.storage.unit_of_work import UnitOfWork

MARKED = "marked_spam"


async def muted_by(uow: UnitOfWork, client: Client) -> str:
    """Who has marked the client as spam; empty when nobody has, or nobody knows."""
    marked = await last_marked(uow, client) if client.is_spam else None
    return marked.deed.actor if marked else ""


async def last_marked(uow: UnitOfWork, client: Client) -> Entry | None:
    """When it was marked, the last time; None when that was before the audit begins."""
    found = await uow.audit.page(AuditFilter(action=MARKED, client_id=client.id), 1)
    return found[0] if found else None
