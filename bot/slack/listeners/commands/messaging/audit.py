"""``/messaging audit``: who did what."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.audit import Wanted, audit_page
from bot.slack.blocks.audit import audit_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck, _rest: str) -> None:
    """Open the newest page, without filters."""
    everything = Wanted()
    page = await audit_page(deps.ctx, deps.workspace_id, user_of(body), everything)
    await show(deps, body, audit_view(page, everything, None))
    await ack()
