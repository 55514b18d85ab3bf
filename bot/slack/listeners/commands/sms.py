"""``/sms``: write a text message to a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.commands.compose import handle_for


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for an SMS, filled in from what was typed after the command."""
    await handle_for(Channel.SMS, deps, body, ack)
