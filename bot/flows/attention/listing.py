"""What needs attention, a page at a time."""

from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.flows.attention.excerpts import excerpt_of
from bot.flows.context import Context
from bot.flows.team.permissions import role_of
from bot.storage.repositories.attention import Waits, Wanted

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
        found = await uow.attention.page(wanted, now, start, limit)
        total = found.counts.get(why, 0) if why else sum(found.counts.values())
        if start and total <= start:
            # Less waits than a moment ago.
            start = max(0, total - 1) // limit * limit
            found = await uow.attention.page(wanted, now, start, limit)
        role = await role_of(uow, user)
        rows = [_shown(each, await excerpt_of(uow, each, user, role)) for each in found.rows]
    return AttentionPage(tuple(rows), found.counts, start, total)


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
        author=waits.author,
        opted_out=waits.opted_out,
    )
