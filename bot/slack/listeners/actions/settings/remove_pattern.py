"""*Remove* beside a pattern on the page of sensitive data; the button has asked for confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import MEANWHILE, ChangedMeanwhile, load
from bot.flows.settings.sensitive import remove_pattern
from bot.slack.deps import Deps, Payload
from bot.slack.settings.menu import menu, page_view
from bot.slack.windows import pressed_value, redraw, redraw_below, remembered, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take the pattern away and show the page without it."""
    view, user = body["view"], user_of(body)
    seen = int(remembered(view).get("version") or 0)
    await ack()
    try:
        await remove_pattern(deps.ctx, deps.workspace_id, user, seen, pressed_value(body))
    except ChangedMeanwhile:
        await say(deps, body, MEANWHILE)
        return
    kept = await load(deps.ctx, deps.workspace_id, user)
    await redraw_below(deps, view, menu(kept.settings))
    await redraw(deps, str(view["id"]), await page_view(deps, "sensitive", kept.settings, kept.version))
