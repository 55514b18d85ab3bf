"""*Change time* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.reschedule import reschedule
from bot.slack.blocks.reschedule import SEND_AT
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have the text go then; the thread shows it, and what stands against it is said at the field."""
    view = body["view"]
    message_id, at = str(remembered(view).get("message") or ""), Fields(view).moment(SEND_AT)
    said = await reschedule(deps.ctx, deps.workspace_id, message_id, user_of(body), at)
    if said:
        await ack(response_action="errors", errors={SEND_AT: said})
    else:
        await ack()
