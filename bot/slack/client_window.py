"""The windows on a client, as things stand now, with links to the messages that prove something."""

import asyncio
from collections.abc import Iterable

from bot.flows.clients.overview import Place, history, overview
from bot.slack.answers import link_to
from bot.slack.blocks.client import history_view, overview_view
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps

# Slack gives three seconds for the whole; what has no link is told without one.
_MOST_LINKS = 8


async def client_window(deps: Deps, client_id: str) -> Block | None:
    """The window on a client; None when the client is gone."""
    seen = await overview(deps.ctx, deps.workspace_id, client_id)
    if seen is None:
        return None
    thread = [seen.thread] if seen.thread else []
    links = await _links(deps, [*thread, *(line.evidence for line in seen.lines if line.evidence)])
    return overview_view(seen, links)


async def history_window(deps: Deps, client_id: str, page: int = 0) -> Block | None:
    """A page of what changed the client's consents; None when the client is gone."""
    seen = await history(deps.ctx, deps.workspace_id, client_id, page)
    if seen is None:
        return None
    return history_view(seen, await _links(deps, seen.places.values()))


async def _links(deps: Deps, places: Iterable[Place]) -> dict[str, str]:
    wanted = list(dict.fromkeys(places))[:_MOST_LINKS]
    links = await asyncio.gather(*(link_to(deps, place.channel, place.ts) for place in wanted))
    return {place.ts: link for place, link in zip(wanted, links, strict=True) if link}
