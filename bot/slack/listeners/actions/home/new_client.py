"""*New client*: the form."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client_record import ClientRecord
from bot.domain.roles import Permission
from bot.flows.clients.edit import kinds_in_use
from bot.flows.team.roles import ensure
from bot.slack.blocks.client_form import Start, create_form
from bot.slack.blocks.home.names import ORIGIN
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it, if the person may add clients."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    kinds = await kinds_in_use(deps.ctx, deps.workspace_id)
    await show(deps, body, create_form(Start(ClientRecord(name=""), kinds, origin=ORIGIN)))
