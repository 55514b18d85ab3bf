"""The page *Numbers and accounts* and the menu, below a form that is about to close."""

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.menu import menu, page_view
from bot.slack.windows import redraw, redraw_below


async def draw_below(deps: Deps, view: Payload, user: str) -> None:
    """Draw both anew with what holds now."""
    now = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, await page_view(deps, "numbers", now.settings, now.version))
    await redraw(deps, str(view.get("root_view_id") or ""), menu(now.settings))
