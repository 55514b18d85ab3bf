"""Builds the window of all templates, from what it remembers."""

from dataclasses import dataclass

from bot.flows.templates.overview import Overview, Which, overview
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_list import list_view
from bot.slack.deps import Deps, Payload
from bot.slack.templates.asking import Asking, note
from bot.slack.windows import redraw, remembered, user_of


@dataclass(frozen=True)
class Asked:
    """Who looks at the list, and at which part of it."""

    user: str
    which: Which = Which.ALL
    query: str = ""
    page: int = 0


def asked_in(body: Payload) -> Asked:
    """What the window of an interaction shows."""
    kept = remembered(body["view"])
    which, page = str(kept.get("which") or ""), kept.get("page")
    return Asked(
        user=user_of(body),
        which=Which(which) if which in set(Which) else Which.ALL,
        query=str(kept.get("query") or ""),
        page=page if isinstance(page, int) else 0,
    )


async def build(deps: Deps, asked: Asked, asking: Asking | None, said: str = "") -> Block:
    """The window; ``said`` is what there is to say of it beside what the asking has brought."""
    page = await _page(deps, asked)
    return list_view(page, " ".join(filter(None, (said, note(asking)))))


def draw_late(deps: Deps, asked: Asked, view_id: str, hash_: str, asking: Asking | None) -> None:
    """Draw it anew once the providers have answered, unless somebody has gone on by then."""
    if asking and not asking.done():
        deps.afterwards.start(_draw(deps, asked, view_id, hash_, asking))


async def _draw(deps: Deps, asked: Asked, view_id: str, hash_: str, asking: Asking) -> None:
    await asking
    await redraw(deps, view_id, await build(deps, asked, asking), hash_)


async def _page(deps: Deps, asked: Asked) -> Overview:
    return await overview(deps.ctx, deps.workspace_id, asked.user, asked.which, asked.query, asked.page)
