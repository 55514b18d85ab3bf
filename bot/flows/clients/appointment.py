"""The next appointment of a client, as the form on a client and a file of clients tell it.

It is an occasion like any other, with reminders before it. Only what would go at once does not: whoever
writes down what is known of a client announces nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.flows.context import Context
from bot.flows.occasions.set import set_within
from bot.flows.occasions.state import Change, change_state_within
from bot.flows.occasions.wanted import NotSet, Wanted
from bot.storage.unit_of_work import UnitOfWork

FIELD = "next_appointment"


@dataclass(frozen=True)
class Told:
    """Who tells it: a teammate in Slack, or an import (without ``user``). ``in_thread``: the client's thread
    is told of it; not every client in a file is to get one."""

    source: str
    user: str = ""
    in_thread: bool = True


async def next_appointment(uow: UnitOfWork, client_id: str, now: datetime) -> Occasion | None:
    """The next one that is to come and not called off."""
    return (await uow.occasions.next_appointments([client_id], now)).get(client_id)


async def put_appointment(
    ctx: Context, uow: UnitOfWork, client_id: str, known: Occasion | None, at: datetime | None, told: Told
) -> str:
    """Have the client's next appointment be at this time (UTC), or be called off; ``known`` is the one there
    is. Why that cannot be, in a sentence: then nothing was changed. Raises NotAllowed."""
    if at is None:
        return await _call_off(ctx, uow, known, told) if known else ""
    wanted = Wanted(
        kind=OccasionKind.APPOINTMENT,
        source=told.source,
        user=told.user,
        occasion_id=known.id if known else None,
        client_id=client_id,
        at=at,
        announces=False,
        is_told=told.in_thread,
    )
    done = await set_within(ctx, uow, wanted)
    return " ".join(done.errors.values()) if isinstance(done, NotSet) else ""


async def put_checked(
    ctx: Context, uow: UnitOfWork, client_id: str, known: Occasion | None, at: datetime | None, told: Told
) -> None:
    """The same where it has been made sure that it can be, within the same transaction."""
    if why := await put_appointment(ctx, uow, client_id, known, at, told):
        raise ValueError(f"An appointment that was checked could not be set: {why}")


async def _call_off(ctx: Context, uow: UnitOfWork, known: Occasion, told: Told) -> str:
    change = Change(OccasionState.CANCELLED, told.user, told.source, announces=False)
    done = await change_state_within(ctx, uow, known.id, change)
    return done if isinstance(done, str) else ""
