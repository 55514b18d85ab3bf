"""*Add a pattern* on the page of sensitive data."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.sensitive import pattern_form
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form."""
    kept = await load(deps.ctx, deps.workspace_id, user_of(body))
    await ack()
    await show(deps, body, pattern_form(kept.version))
