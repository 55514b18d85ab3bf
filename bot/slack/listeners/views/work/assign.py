"""*Assign* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.owner import assign
from bot.slack.blocks.work import OWNER
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Give the client to the chosen teammate; what stands against it is said at the field."""
    view = body["view"]
    client_id, owner = str(remembered(view).get("client") or ""), Fields(view).user(OWNER)
    said = await assign(deps.ctx, deps.workspace_id, client_id, user_of(body), owner)
    if said:
        await ack(response_action="errors", errors={OWNER: said})
    else:
        await ack()
