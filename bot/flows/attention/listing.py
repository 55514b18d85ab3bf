"""What needs attention, a page at a time."""

from datetime import datetime

from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.domain.roles import Role
from bot.flows.attention.excerpts import excerpt_of
from bot.flows.context import Context
from bot.flows.team.permissions import role_of
from bot.storage.repositories.attention import Waits, Wanted
from bot.storage.store import UnitOfWork

PAGE = 8


async def attention_page(
    ctx: Context,
    workspace_id: str,
    user: str,
    *,
    whose: Whose = Whose.EVERYONE,
    why: Why | None = None,
    start: int = 0,
    limit: int = PAGE,
) -> AttentionPage:
    """What waits from row ``start`` on, the most pressing first; a start behind the end gives the last page.

    Everybody may see what waits; the words only who may (see ``excerpts``). ``counts`` are of all kinds,
    whichever ``why`` is asked for, and hold no kind of which nothing waits.
    """
    wanted, now = Wanted(user, whose, why), ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        counts = await uow.attention.counts(wanted, now)
        total = counts.get(why, 0) if why else sum(counts.values())
        first = _first(start, limit, total)
        role = await role_of(uow, user)
        rows = await _rows(uow, wanted, now, first, limit, role) if total else ()
    return AttentionPage(rows, counts, first, total)


def _first(start: int, limit: int, total: int) -> int:
    """Where the page begins that holds row ``start``, or else the last row."""
    last = max(0, min(start, total - 1))
    return start if start == last else last - last % limit


async def _rows(
    uow: UnitOfWork, wanted: Wanted, now: datetime, start: int, limit: int, role: Role
) -> tuple[Attention, ...]:
    found = await uow.attention.page(wanted, now, start, limit)
    return tuple([_shown(each, await excerpt_of(uow, each, wanted.user, role)) for each in found])


def _shown(waits: Waits, excerpt: str) -> Attention:
    return Attention(
        why=waits.why,
        client_id=waits.client_id,
        client_name=waits.client_name,
        since=waits.since,
        owner=waits.owner,
        until=waits.until,
        excerpt=excerpt,
        channel=waits.channel,
        ts=waits.ts,
        about=waits.about,
    )
