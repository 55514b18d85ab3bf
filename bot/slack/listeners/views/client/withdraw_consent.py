"""The form *Withdraw consent* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.clients import consent as flow
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.client.done import done
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Record it; what is missing is said at its field."""
    view, fields = body["view"], Fields(body["view"])
    client_id = str(remembered(view).get("client") or "")
    outcome = await flow.withdraw_consent(
        deps.ctx,
        deps.workspace_id,
        user_of(body),
        client_id,
        fields.options(flow.NUMBERS),
        [Channel(value) for value in fields.options(flow.CHANNELS)],
        fields.text(flow.EVIDENCE),
    )
    if isinstance(outcome, flow.Rejected):
        await ack(response_action="errors", errors=outcome.errors)
        return
    await done(deps, view, client_id)
    await ack()
