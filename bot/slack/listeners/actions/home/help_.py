"""*Help*: what there is, and what the reader may do."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.roles import my_role
from bot.slack.blocks.help import help_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window: the Home tab has no place for an answer that only one person sees."""
    await ack()
    role, has_admin = await my_role(deps.ctx, deps.workspace_id, user_of(body))
    await show(deps, body, help_view(role, has_admin=has_admin))
