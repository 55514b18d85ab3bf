"""Builds the window of WhatsApp's templates, from what it remembers."""

from bot.flows.templates.overview import Which, overview
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_list import SEARCH, list_view
from bot.slack.deps import Deps
from bot.slack.template_lists import Asked, TemplateList
from bot.slack.templates.asking import Asking, note
from bot.slack.windows import redraw


async def build(deps: Deps, asked: Asked, asking: Asking | None = None, said: str = "") -> Block:
    """The window; ``said`` is what there is to say of it beside what the asking has brought. Raises
    NotAllowed."""
    which = Which(asked.which) if asked.which in set(Which) else Which.ALL
    page = await overview(deps.ctx, deps.workspace_id, asked.user, which, asked.query, asked.page)
    return list_view(page, " ".join(filter(None, (said, note(asking)))))


def draw_late(deps: Deps, asked: Asked, view_id: str, hash_: str, asking: Asking | None) -> None:
    """Draw it anew once the providers have answered, unless somebody has gone on by then."""
    if asking and not asking.done():
        deps.afterwards.start(_draw(deps, asked, view_id, hash_, asking))


async def _draw(deps: Deps, asked: Asked, view_id: str, hash_: str, asking: Asking) -> None:
    await asking
    await redraw(deps, view_id, await build(deps, asked, asking), hash_)


WHATSAPPS = TemplateList(SEARCH, build)
