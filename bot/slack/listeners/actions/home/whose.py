"""Whose things are shown under *Needs attention*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.inbox import read_whose
from bot.slack.deps import Deps, Payload
from bot.slack.home import publish
from bot.slack.windows import pressed_value, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the tab anew; it remembers the choice until another one is made."""
    await ack()
    await publish(deps, user_of(body), read_whose(pressed_value(body)))
