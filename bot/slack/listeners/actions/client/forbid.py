"""*Do not contact* in the window on a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.slack.blocks.dnc import add_form
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import open_form
from bot.slack.windows import remember


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for one of the client's numbers."""
    await open_form(_form, deps, body, ack)


def _form(client: Client, over: str) -> Block:
    form = add_form([address.value for address in client.addresses])
    return form | {"private_metadata": remember(client=client.id, over=over)}
