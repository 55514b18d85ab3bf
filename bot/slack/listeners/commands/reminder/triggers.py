"""``/reminder triggers``: what is sent by itself, and for what."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.reminders.triggers import build
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck, _typed: str) -> None:
    """Open the list of the triggers."""
    await show(deps, body, await build(deps, user_of(body)))
    await ack()
