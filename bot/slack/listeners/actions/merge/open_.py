"""*Merge* on a client's card or in the window on a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.slack.blocks.merge import pick_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over, the_client
from bot.slack.windows import show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask for the other client, if the person may change clients at all."""
    client = await the_client(deps, body, ack, Permission.EDIT_CLIENTS)
    if client:
        await show(deps, body, pick_view(client, over(body)))
