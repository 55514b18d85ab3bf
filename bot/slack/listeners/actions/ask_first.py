"""*Send opt-in message* under a text that was refused for want of consent to WhatsApp."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.opt_in.pressed import ask_first
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask the client, and keep the text for their yes; the flow does it once."""
    await carry_out(ask_first, "Send opt-in message", deps, body, ack)
