"""A page of the settings after one of its buttons has changed something."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.context import Context
from bot.flows.settings.change import MEANWHILE, ChangedMeanwhile, Outcome, load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.menu import menu, page_view
from bot.slack.windows import pressed_value, redraw, redraw_below, remembered, say, user_of

# Who, the version of the settings that was seen, and the place of the rule.
Change = Callable[[Context, str, str, int, int], Awaitable[Outcome]]


async def change_rule(deps: Deps, body: Payload, ack: AsyncAck, change: Change) -> None:
    """Change the rule whose button was pressed, and show the page as it is then."""
    seen, place = int(remembered(body["view"]).get("version") or 0), int(pressed_value(body))
    await ack()
    try:
        await change(deps.ctx, deps.workspace_id, user_of(body), seen, place)
    except ChangedMeanwhile:
        await say(deps, body, MEANWHILE)
        return
    await draw(deps, body, "routing")


async def draw(deps: Deps, body: Payload, page: str) -> None:
    """Show the page and the menu below it with what holds now."""
    kept = await load(deps.ctx, deps.workspace_id, user_of(body))
    await redraw_below(deps, body["view"], menu(kept.settings))
    await redraw(deps, str(body["view"]["id"]), await page_view(deps, page, kept.settings, kept.version))
