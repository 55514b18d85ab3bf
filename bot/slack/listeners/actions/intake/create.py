"""*Create client* on the card of an unknown number."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.slack.blocks.intake_form import create_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import the_client
from bot.slack.windows import say, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form, unless somebody has decided already."""
    client = await the_client(deps, body, ack, Permission.EDIT_CLIENTS)
    if client and client.is_lead:
        await show(deps, body, create_form(client, user_of(body)))
    elif client:
        await say(deps, body, f"This was decided before: it is {client.name} now.")
