"""*Change* and *Cancel* of an appointment or the like, in the list and under its post in the thread."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.occasion import OccasionState
from bot.domain.roles import Permission
from bot.flows.occasions.listing import SeenOccasion, occasion_by_id
from bot.flows.team.roles import ensure
from bot.slack.answers import place
from bot.slack.blocks.occasion_cancel import cancel_view
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.form import build
from bot.slack.reminders.kept import Kept, as_entered, as_metadata, kept_over
from bot.slack.reminders.listing import draw
from bot.slack.windows import pressed_value, say, show, user_of

GONE = "This is not there any more. Type /reminder list to see what is."
CANCELLED = "This is cancelled already."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open its form with what is known."""
    seen = await _asked(deps, body, ack)
    if seen:
        await show(deps, body, await build(deps, as_entered(seen.occasion, seen.zone), _kept(seen, body)))


async def cancel(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask once more before it is called off."""
    seen = await _asked(deps, body, ack)
    if seen is None:
        return
    if seen.occasion.state is OccasionState.CANCELLED:
        await say(deps, body, CANCELLED)
        await draw(deps, body)
        return
    await show(deps, body, cancel_view(seen, as_metadata(_kept(seen, body))))


async def _asked(deps: Deps, body: Payload, ack: AsyncAck) -> SeenOccasion | None:
    """What the button is about; None once the person was told that it is gone."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    seen = await occasion_by_id(deps.ctx, deps.workspace_id, pressed_value(body))
    if seen is None:
        await say(deps, body, GONE)
    return seen


def _kept(seen: SeenOccasion, body: Payload) -> Kept:
    over, kind = kept_over(body), seen.occasion.kind
    return Kept(seen.occasion.id, seen.client.id, place(body)[0], over, kind)
