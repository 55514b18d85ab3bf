"""``/messaging roles``: who may do what."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.first_admin import enter
from bot.slack.roles_window import roles_window
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck, _rest: str) -> None:
    """Open the list; an admin of the Slack workspace becomes the first admin by it."""
    user = user_of(body)
    notice = await enter(deps, user)
    await show(deps, body, await roles_window(deps, user, notice))
    await ack()
