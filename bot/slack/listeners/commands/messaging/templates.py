"""``/messaging templates``: WhatsApp's templates, and what it says of each."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.templates import listed


async def handle(deps: Deps, body: Payload, ack: AsyncAck, _rest: str) -> None:
    """Open the list."""
    await listed.opened(deps, body, ack)
