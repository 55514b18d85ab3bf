"""The window of what needs attention, as things stand now, with links to where they stand in Slack."""

import asyncio

from bot.domain.attention import Attention, Whose, Why
from bot.flows.attention.listing import PAGE, attention_page
from bot.slack.answers import link_to
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inbox import inbox_view
from bot.slack.deps import Deps


async def inbox_window(
    deps: Deps, user: str, whose: Whose = Whose.EVERYONE, why: Why | None = None, start: int = 0
) -> Block:
    """The page that begins at row ``start``."""
    page = await attention_page(
        deps.ctx, deps.workspace_id, user, whose=whose, why=why, start=max(0, start), limit=PAGE
    )
    return inbox_view(page, whose, why, deps.ctx.clock.now(), await links_of(deps, page.rows))


async def links_of(deps: Deps, rows: tuple[Attention, ...]) -> dict[tuple[str, str], str]:
    """The addresses of these rows' places, all looked up at once; what has none in time is left out."""
    places = list(dict.fromkeys((row.channel, row.ts) for row in rows if row.ts))
    links = await asyncio.gather(*(link_to(deps, *place) for place in places))
    return {place: link for place, link in zip(places, links, strict=True) if link}
