"""*Change* in the menu of the settings."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.menu import page_view
from bot.slack.windows import pressed_value, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the page with what holds now."""
    kept = await load(deps.ctx, deps.workspace_id, user_of(body))
    await ack()
    await show(deps, body, await page_view(deps, pressed_value(body), kept.settings, kept.version))
