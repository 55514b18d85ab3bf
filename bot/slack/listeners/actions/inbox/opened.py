"""The button that opens the window of what needs attention."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.inbox_window import inbox_window
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it with everything that waits."""
    await ack()
    await show(deps, body, await inbox_window(deps, user_of(body)))
