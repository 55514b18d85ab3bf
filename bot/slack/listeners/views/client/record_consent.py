"""The form *Record consent* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState
from bot.flows.clients import consent as flow
from bot.slack.blocks.consent import KIND, SCOPE, SOURCE, WORDING
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.client.done import done
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Record it; what stands against it is said at its field."""
    view = body["view"]
    client_id = str(remembered(view).get("client") or "")
    outcome = await flow.record_consent(
        deps.ctx, deps.workspace_id, user_of(body), client_id, _given(Fields(view))
    )
    if isinstance(outcome, flow.Rejected):
        await ack(response_action="errors", errors=outcome.errors)
        return
    await done(deps, view, client_id)
    await ack()


def _given(fields: Fields) -> flow.NewConsent:
    return flow.NewConsent(
        address_ids=tuple(fields.options(flow.NUMBERS)),
        channels=tuple(Channel(value) for value in fields.options(flow.CHANNELS)),
        state=ConsentState(fields.option(KIND)),
        scope=ConsentScope(fields.option(SCOPE)),
        source=fields.option(SOURCE),
        evidence=fields.text(flow.EVIDENCE),
        wording=fields.text(WORDING),
        expires=fields.day(flow.EXPIRES),
    )
