"""*Remove* beside a routing rule; the button has asked for confirmation."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.routing import remove_rule
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.routing.redrawn import change_rule


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take it away."""
    await change_rule(deps, body, ack, remove_rule)
