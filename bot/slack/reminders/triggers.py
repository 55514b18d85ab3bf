"""Builds the window of the triggers, and draws it anew once something has changed."""

from bot.flows.occasions.trigger_list import trigger_page
from bot.slack.blocks.elements import Block
from bot.slack.blocks.trigger_list import trigger_list
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw, redraw_below, remembered, user_of


async def build(deps: Deps, user: str, page: int = 0, notice: str = "") -> Block:
    """The window as this person sees it; ``notice`` is said at its top."""
    return trigger_list(await trigger_page(deps.ctx, deps.workspace_id, user, page), notice)


async def draw(deps: Deps, body: Payload, notice: str = "") -> None:
    """Draw the window that a button was pressed in anew."""
    view = body["view"]
    page = page_in(view)
    await redraw(deps, str(view["id"]), await build(deps, user_of(body), page, notice))


async def draw_below(deps: Deps, body: Payload, page: int, notice: str) -> None:
    """Draw it anew under a form that was submitted."""
    await redraw_below(deps, body["view"], await build(deps, user_of(body), page, notice))


def page_in(view: Payload) -> int:
    """Which page a window of ours shows, or lies over."""
    page = remembered(view).get("page")
    return max(page, 0) if isinstance(page, int) else 0
