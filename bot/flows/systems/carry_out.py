"""What one of the team's own systems tells, done to the occasion that it is about."""

from dataclasses import dataclass
from typing import Any

from bot.domain.occasion import Occasion, OccasionState
from bot.domain.reminder import Reminder
from bot.domain.system_event import SystemEvent, Verb
from bot.flows.context import Context
from bot.flows.occasions.planned import still_planned
from bot.flows.occasions.set import set_within
from bot.flows.occasions.state import Change, change_state_within
from bot.flows.occasions.wanted import NotSet, Wanted
from bot.storage.unit_of_work import UnitOfWork

SOURCE = "http"

_UNKNOWN = "Nothing of this kind was set with this ref."
# How the flows call a field, and how the request does, where that is another name.
_FIELDS = {"number": "client.number", "language": "client.language", "more": "values"}
_STATES = {
    Verb.CONFIRM: OccasionState.CONFIRMED,
    Verb.PAID: OccasionState.PAID,
    Verb.CANCEL: OccasionState.CANCELLED,
}


@dataclass(frozen=True)
class Done:
    """What the caller is told: an HTTP status, below 400 where it was done, and a JSON object."""

    status: int
    body: dict[str, Any]


async def carry_out(ctx: Context, uow: UnitOfWork, event: SystemEvent) -> Done:
    """Do it within this transaction, with whatever follows for the reminders and the thread."""
    return await (_set(ctx, uow, event) if event.verb is Verb.SET else _change(ctx, uow, event))


async def _set(ctx: Context, uow: UnitOfWork, event: SystemEvent) -> Done:
    wanted = Wanted(
        event.kind,
        SOURCE,
        ref=event.ref,
        number=event.number,
        name=event.name,
        language=event.language,
        at=event.at,
        day=event.day,
        details=event.details,
        intent_key=event.id,
    )
    found = await set_within(ctx, uow, wanted)
    if isinstance(found, NotSet):
        return _invalid({_FIELDS.get(field, field): why for field, why in found.errors.items()})
    body = _answer(found.occasion, found.planned, found.left_out)
    return Done(201 if found.is_new else 200, body)


async def _change(ctx: Context, uow: UnitOfWork, event: SystemEvent) -> Done:
    known = await uow.occasions.by_ref(event.kind, event.ref, lock=True)
    if known is None:
        return Done(404, {"error": "not_found", "fields": {"ref": _UNKNOWN}})
    change = Change(_STATES[event.verb], source=SOURCE)
    found = await change_state_within(ctx, uow, known.id, change)
    if isinstance(found, str):
        return _invalid({"ref": found})
    return Done(200, _answer(found.occasion, await still_planned(uow, known.id), ()))


def _invalid(fields: dict[str, str]) -> Done:
    return Done(400, {"error": "invalid", "fields": fields})


def _answer(occasion: Occasion, planned: tuple[Reminder, ...], left_out: tuple[str, ...]) -> dict[str, Any]:
    return {
        "occasion": occasion.id,
        "state": occasion.state.value,
        "planned": [{"at": each.due_at.isoformat(), "step": each.step} for each in planned],
        "left_out": list(left_out),
    }
