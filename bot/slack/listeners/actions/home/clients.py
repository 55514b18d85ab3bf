"""*Clients*: the list of clients."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.listing import list_page
from bot.slack.blocks.client_list import list_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open its first page."""
    await ack()
    await show(deps, body, list_view(await list_page(deps.ctx, deps.workspace_id, user_of(body))))
