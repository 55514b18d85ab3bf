"""The form *Create client* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.intake import create as flow
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Name the client; what stands against it is said at its field. The thread says that it was done."""
    view, fields = body["view"], Fields(body["view"])
    typed = flow.Named(
        fields.text(flow.NAME), fields.text(flow.COMPANY), fields.text(flow.KIND), fields.user(flow.OWNER)
    )
    client_id = str(remembered(view).get("client") or "")
    outcome = await flow.create(deps.ctx, deps.workspace_id, user_of(body), client_id, typed)
    if isinstance(outcome, flow.Rejected):
        await ack(response_action="errors", errors=outcome.errors)
        return
    await ack()
