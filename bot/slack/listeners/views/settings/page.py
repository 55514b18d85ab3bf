"""A page of the settings was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.home import refresh
from bot.slack.settings import PAGES
from bot.slack.settings.menu import menu
from bot.slack.settings.saving import is_saved
from bot.slack.windows import redraw_below, remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Save it, and show the menu with what holds now."""
    view, user = body["view"], user_of(body)
    kept = remembered(view)
    page = PAGES[str(kept["page"])]
    if not await is_saved(page.submit(deps, user, int(kept["version"]), Fields(view)), ack):
        return
    now = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, menu(now.settings))
    await ack()
    # The set-up shows it as done now.
    await refresh(deps, user)
