"""*Cancel it* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.occasion import OccasionState
from bot.flows.occasions.state import Change, change_state
from bot.slack.blocks.notices import notice_view
from bot.slack.blocks.occasion_cancel import TELL
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.reminders.done import done
from bot.slack.reminders.kept import kept_in
from bot.slack.windows import user_of

ALREADY = "It was cancelled already. Nothing more was done."
CANCELLED = "Cancelled. None of its reminders goes any more."
TOLD = "Cancelled. None of its reminders goes any more, and the client is told by text."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Call it off; the client is told where that was ticked."""
    view = body["view"]
    kept, tells = kept_in(view), TELL in Fields(view).options(TELL)
    change = Change(OccasionState.CANCELLED, user_of(body), "slack", announces=tells)
    outcome = await change_state(deps.ctx, deps.workspace_id, kept.occasion, change)
    if isinstance(outcome, str):
        await ack(response_action="update", view=notice_view("Not cancelled", outcome))
        return
    said = (TOLD if outcome.plan.planned else CANCELLED) if outcome.has_changed else ALREADY
    await done(deps, body, ack, kept, said)
