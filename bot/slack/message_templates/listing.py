"""Builds the window of the team's templates, from what it remembers."""

from bot.flows.message_templates.listing import Way, overview
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.listing import SEARCH, list_view
from bot.slack.deps import Deps, Payload
from bot.slack.template_lists import Asked, TemplateList, asked_of
from bot.slack.windows import redraw_below, remembered, user_of


def below_of(view: Payload) -> dict[str, object]:
    """What the list shows that is, or lies under, a window."""
    kept = remembered(view)
    below = kept.get("below")
    return asked_of("", below if isinstance(below, dict) else kept).kept()


async def build(deps: Deps, asked: Asked, note: str = "") -> Block:
    """The window; ``note`` is what there is to say of it. Raises NotAllowed."""
    way = Way(asked.which) if asked.which in set(Way) else Way.ANY
    page = await overview(deps.ctx, deps.workspace_id, asked.user, way, asked.query, asked.page)
    return list_view(page, note)


async def redraw_list_below(deps: Deps, body: Payload, note: str) -> bool:
    """Show in the list under a submitted window what has come of it; whether there is a list there."""
    view = body["view"]
    if not view.get("previous_view_id"):
        return False
    await redraw_below(deps, view, await build(deps, asked_of(user_of(body), below_of(view)), note))
    return True


OWN = TemplateList(SEARCH, build)
