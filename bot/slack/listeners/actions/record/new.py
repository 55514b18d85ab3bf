"""*New client* in the list of clients: the form, in the place of the list."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client_record import ClientRecord
from bot.domain.roles import Permission
from bot.flows.clients.edit import kinds_in_use
from bot.flows.team.roles import ensure
from bot.slack.blocks.client_form import Start, create_form
from bot.slack.deps import Deps, Payload
from bot.slack.windows import put_in_place, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the form, if the person may add clients.

    Not on top of the list: Slack lays no more than three windows on each other, and the form may need one to
    show whose a number is, and that one another.
    """
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    kinds = await kinds_in_use(deps.ctx, deps.workspace_id)
    await put_in_place(deps, body, create_form(Start(ClientRecord(name=""), kinds)))
