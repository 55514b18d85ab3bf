"""The form for an appointment, a payment, a document or a new client was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.zones import zone_of
from bot.flows.occasions import words
from bot.flows.occasions.set import set_occasion
from bot.flows.occasions.wanted import NotSet, OccasionSet
from bot.slack.blocks.occasion_form import Entered
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.done import done
from bot.slack.reminders.form import build, the_clock
from bot.slack.reminders.kept import Kept, entered_in, kept_in
from bot.slack.reminders.submitted import NotWanted, at_fields, is_whole, wanted_of
from bot.slack.windows import user_of

LOOK = "Nothing is set yet. Look at the form as it is now, then press Set again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep it; the thread tells it, and what stands against it is said at its field."""
    view = body["view"]
    entered, kept = entered_in(view), kept_in(view)
    if not is_whole(view, entered.kind):
        # It was submitted before the form could show the fields of another kind.
        await ack(response_action="update", view=await build(deps, entered, kept, LOOK))
        return
    errors = await _set(deps, body, ack, entered, kept)
    if errors:
        await ack(response_action="errors", errors=at_fields(errors, view))


async def _set(deps: Deps, body: Payload, ack: AsyncAck, entered: Entered, kept: Kept) -> dict[str, str]:
    try:
        wanted = await wanted_of(deps, user_of(body), body["view"], entered, kept)
    except NotWanted as problem:
        return problem.errors
    outcome = await set_occasion(deps.ctx, deps.workspace_id, wanted)
    if isinstance(outcome, NotSet):
        return outcome.errors
    clock = await the_clock(deps, entered, kept)
    await done(deps, body, ack, kept, _said(deps, outcome, clock.zone))
    return {}


def _said(deps: Deps, outcome: OccasionSet, zone: str) -> str:
    """What is kept and what is planned, short: the thread tells the rest."""
    here, now = zone_of(zone), deps.ctx.clock.now()
    when = words.when(outcome.occasion, here, now)
    did = "is set" if outcome.is_new else "is moved" if outcome.has_moved else "is changed"
    what = f"The {words.named(outcome.occasion)} of {outcome.client_name} {did}{': ' if when else ''}{when}."
    return " ".join([what, words.planned(outcome.planned, here, now), *outcome.left_out])
