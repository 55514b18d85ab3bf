"""*Add a number* in the do-not-contact list."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.slack.blocks.dnc import LIST_CALLBACK, add_form
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.MANAGE_CONSENT)
    await ack()
    await show(deps, body, add_form(over=LIST_CALLBACK))
