"""*Up* beside a routing rule."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.routing import raise_rule
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.routing.redrawn import change_rule


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Let it come before the one above it."""
    await change_rule(deps, body, ack, raise_rule)
