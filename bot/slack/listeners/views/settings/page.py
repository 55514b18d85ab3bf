"""A page of the settings was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import MEANWHILE, ChangedMeanwhile, Rejected, load
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.home import refresh
from bot.slack.settings import PAGES
from bot.slack.settings.menu import menu
from bot.slack.windows import redraw_below, remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Save it, and show the menu with what holds now."""
    view, user = body["view"], user_of(body)
    kept = remembered(view)
    page = PAGES[str(kept["page"])]
    try:
        outcome = await page.submit(deps, user, int(kept["version"]), Fields(view))
    except ChangedMeanwhile:
        await ack(response_action="update", view=notice_view("Not saved", MEANWHILE))
        return
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=dict(outcome.errors))
        return
    now = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, menu(now.settings))
    await ack()
    # The set-up shows it as done now.
    await refresh(deps, user)
