"""*Merge* was pressed under the preview."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.merge.merge import Refused, Wanted, merge
from bot.slack.blocks.merge import SURVIVOR, from_other
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.client.done import done
from bot.slack.windows import remembered, user_of

# Clients whom nobody has texted yet have no thread.
_UNDO = "You can undo this for 30 days: Undo merge stands in /client, and in the thread if there is one."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Merge the two; what stands against it is said at the choice of who stays."""
    view = body["view"]
    outcome = await merge(deps.ctx, deps.workspace_id, user_of(body), _wanted(view))
    if isinstance(outcome, Refused):
        await ack(response_action="errors", errors={SURVIVOR: outcome.why})
        return
    await done(deps, view, outcome.merge.survivor_id)
    said = f"{outcome.other} is part of {outcome.survivor} now. {_UNDO}"
    await ack(response_action="update", view=notice_view("Merged", said))


def _wanted(view: Payload) -> Wanted:
    kept, fields = remembered(view), Fields(view)
    both = [str(kept.get("one") or ""), str(kept.get("two") or "")]
    survivor = fields.option(SURVIVOR) or both[0]
    other = both[1] if survivor == both[0] else both[0]
    chosen = {block: fields.option(block) for block in fields.named("keep:")}
    return Wanted(survivor, other, from_other(chosen, survivor, other))
