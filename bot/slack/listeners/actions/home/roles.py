"""*Give roles* in the set-up: who may do what."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.roles_window import roles_window
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the list."""
    window = await roles_window(deps, user_of(body))
    await ack()
    await show(deps, body, window)
