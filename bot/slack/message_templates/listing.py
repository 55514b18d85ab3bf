"""Builds the window of the team's templates, from what it remembers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.flows.message_templates.listing import Way, overview
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.listing import list_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw_below, remembered, user_of


@dataclass(frozen=True)
class Asked:
    """Who looks at the list, and at which part of it."""

    user: str
    way: Way = Way.ANY
    query: str = ""
    page: int = 0


def asked_in(body: Payload) -> Asked:
    """What the window of an interaction shows."""
    return asked_of(user_of(body), remembered(body["view"]))


def asked_of(user: str, kept: Mapping[str, object]) -> Asked:
    """What a list shows, as a window remembers it."""
    way, page = str(kept.get("way") or ""), kept.get("page")
    return Asked(
        user=user,
        way=Way(way) if way in set(Way) else Way.ANY,
        query=str(kept.get("query") or ""),
        page=page if isinstance(page, int) else 0,
    )


def below_of(view: Payload) -> dict[str, object]:
    """What the list shows that is, or lies under, a window."""
    kept = remembered(view)
    below = kept.get("below")
    found = below if isinstance(below, dict) else kept
    return {name: found[name] for name in ("way", "query", "page") if name in found}


async def build(deps: Deps, asked: Asked, note: str = "") -> Block:
    """The window; ``note`` is what there is to say of it. Raises NotAllowed."""
    page = await overview(deps.ctx, deps.workspace_id, asked.user, asked.way, asked.query, asked.page)
    return list_view(page, note)


async def redraw_list_below(deps: Deps, body: Payload, note: str) -> bool:
    """Show in the list under a submitted window what has come of it; whether there is a list there."""
    view = body["view"]
    if not view.get("previous_view_id"):
        return False
    await redraw_below(deps, view, await build(deps, asked_of(user_of(body), below_of(view)), note))
    return True
