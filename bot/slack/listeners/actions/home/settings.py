"""*Settings*: what the admins decide."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.first_admin import enter
from bot.slack.home import publish_again
from bot.slack.settings.menu import menu
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the menu; an admin of the Slack workspace becomes the first admin by it, and sees more then."""
    user = user_of(body)
    notice = await enter(deps, user)
    kept = await load(deps.ctx, deps.workspace_id, user)
    await ack()
    await show(deps, body, menu(kept.settings, notice))
    if notice:
        await publish_again(deps, body)
