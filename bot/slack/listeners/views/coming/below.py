"""The list under a form that was submitted, drawn anew before it is in front again."""

from bot.slack.blocks.coming import read_shown
from bot.slack.coming_window import coming_window
from bot.slack.deps import Deps, Payload
from bot.slack.windows import redraw_below, remembered, user_of


async def show_done(deps: Deps, body: Payload, said: str) -> None:
    """Draw the page as it is by now, with what happened at its top."""
    view = body["view"]
    window = await coming_window(deps, user_of(body), read_shown(remembered(view)), said)
    await redraw_below(deps, view, window)
