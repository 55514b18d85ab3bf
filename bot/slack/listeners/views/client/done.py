"""A form about a client is done: the window on the client below it shows what holds now."""

from bot.slack.blocks.client import CALLBACK
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw_below, remembered


async def done(deps: Deps, view: Payload, client_id: str) -> None:
    """Draw it anew, if it is the window from which the form was opened."""
    if remembered(view).get("over") == CALLBACK:
        await redraw_below(deps, view, await client_window(deps, client_id))
