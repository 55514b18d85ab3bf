"""*Give a user group a role*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.roles import group_form
from bot.slack.deps import Deps, Payload
from bot.slack.usergroups import SlackUserGroups
from bot.slack.windows import show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with the groups that Slack knows."""
    await ack()
    await show(deps, body, group_form(await SlackUserGroups(deps.client).all()))
