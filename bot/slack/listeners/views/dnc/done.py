"""A form of the do-not-contact list is done: the window below it shows what holds now."""

from bot.flows.clients.dnc import list_page
from bot.slack.blocks.client import CALLBACK
from bot.slack.blocks.dnc import LIST_CALLBACK, list_view
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw_below, remembered


async def done(deps: Deps, view: Payload, user: str) -> None:
    """Draw the list anew, or the window on the client, whichever the form was opened from."""
    kept = remembered(view)
    if kept.get("over") == LIST_CALLBACK:
        page = await list_page(deps.ctx, deps.workspace_id, user)
        await redraw_below(deps, view, list_view(page, ""))
    elif kept.get("over") == CALLBACK:
        await redraw_below(deps, view, await client_window(deps, str(kept.get("client") or "")))
