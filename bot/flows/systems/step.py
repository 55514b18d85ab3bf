"""The step *Set a reminder* of a workflow: carried out, and the workflow told, in the event's transaction."""

from bot.domain.occasion import OccasionKind
from bot.domain.settings import WorkspaceSettings
from bot.domain.workflow_step import (
    CLIENT_NAME,
    PLANNED,
    SET_REMINDER,
    NotAsked,
    ReminderAsked,
    StepStarted,
    read_inputs,
)
from bot.domain.zones import zone_of
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.occasions.set import set_within
from bot.flows.occasions.wanted import NotSet, OccasionSet, Wanted
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

SOURCE = "workflow"

_UNKNOWN = "This step is from another version of the app. Take it out of the workflow and add it again."
# How the step's form calls what the flows complain about.
_LABELS = {
    "client": "Client's phone",
    "client.name": "Client's name",
    "number": "Client's phone",
    "at": "When",
    "day": "When",
    "amount": "Amount",
    "link": "Link",
    "name": "Details",
    "place": "Details",
    "ref": "Reference",
}


async def carry_out_step(ctx: Context, uow: UnitOfWork, step: StepStarted) -> None:
    """Set what the workflow asks for, and have the workflow told within the same transaction, so that
    neither can be without the other."""
    told = await _told(ctx, uow, step)
    error = told if isinstance(told, str) else ""
    outputs = {} if isinstance(told, str) else told
    await uow.outbox.add([items.step_finished(step.execution_id, outputs, error)], ctx.clock.now())


async def _told(ctx: Context, uow: UnitOfWork, step: StepStarted) -> dict[str, str] | str:
    """What the step hands on, or a sentence that says why it failed."""
    if step.function != SET_REMINDER:
        return _UNKNOWN
    settings = (await uow.settings.load()).settings
    try:
        asked = read_inputs(step.inputs, settings.currency)
    except NotAsked as problem:
        return str(problem)
    found = await set_within(ctx, uow, _wanted(settings, asked, step.execution_id))
    if isinstance(found, NotSet):
        return " ".join(f"{_LABELS.get(field, 'Details')}: {why}" for field, why in found.errors.items())
    return {CLIENT_NAME: found.client_name, PLANNED: await _planned(ctx, uow, found)}


def _wanted(settings: WorkspaceSettings, asked: ReminderAsked, execution_id: str) -> Wanted:
    """A payment's day is the moment's on the team's calendar: whoever made the workflow chose it there."""
    zone = zone_of(settings.time_zone)
    due = asked.at.astimezone(zone).date() if asked.at and asked.kind is OccasionKind.PAYMENT else None
    return Wanted(
        asked.kind,
        SOURCE,
        ref=asked.ref or None,
        number=asked.number,
        name=asked.name,
        at=asked.at,
        day=due,
        details=asked.details,
        intent_key=f"step:{execution_id}",
    )


async def _planned(ctx: Context, uow: UnitOfWork, found: OccasionSet) -> str:
    """What is to come, in words that the workflow can post."""
    now = ctx.clock.now()
    client = await current(uow, found.occasion.client_id)
    zone = await zone_of_client(uow, client, found.occasion.at or now) if client else zone_of("")
    return " ".join([words.planned(found.planned, zone, now), *found.left_out])
