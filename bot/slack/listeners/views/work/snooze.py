"""*Put off* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.snoozing import Until, moment
from bot.flows.threads.work import snooze
from bot.slack.blocks.work import AT, FOR
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.people import zone_of
from bot.slack.windows import remembered, user_of

CHOOSE = "Choose until when."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Put it off until the chosen time, by the teammate's own clock."""
    view = body["view"]
    fields, client_id = Fields(view), str(remembered(view).get("client") or "")
    until = fields.moment(AT)
    if until is None and (choice := fields.option(FOR)):
        zone = await zone_of(deps, user_of(body))
        until = moment(Until(choice), deps.ctx.clock.now(), zone)
    if until is None:
        await ack(response_action="errors", errors={FOR: CHOOSE})
        return
    said = await snooze(deps.ctx, deps.workspace_id, client_id, user_of(body), until)
    if said:
        await ack(response_action="errors", errors={AT if fields.moment(AT) else FOR: said})
    else:
        await ack()
