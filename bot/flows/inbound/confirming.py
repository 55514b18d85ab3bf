"""A client confirms an appointment by a word, such as C: the team is told, and the client is thanked.

Called beside the keywords, in the transaction that stores the text.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.client import Client
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.flows.context import Context
from bot.flows.inbound.automatic import CONFIRMED, Asked, thank
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.occasions.state import Change, StateSet, change_state_within
from bot.flows.occasions.telling import asked as whom_to_tell
from bot.storage.unit_of_work import UnitOfWork

# Reminders go some days ahead; whoever confirms weeks after one means the next appointment.
_REMINDED_SINCE = timedelta(days=30)
_STANDING = frozenset({OccasionState.OPEN, OccasionState.CONFIRMED})


@dataclass(frozen=True)
class Confirmed:
    """What the thread says: a ``note`` beside the client's words and, where something has changed, a ``line``
    below them, which mentions the teammate ``to``."""

    note: str
    line: str = ""
    to: str = ""


async def confirm_appointment(
    ctx: Context, uow: UnitOfWork, asked: Asked, *, answers: bool
) -> Confirmed | None:
    """Confirm what the client means; None where nothing is to come: then the word is for the team to read.

    ``answers``: the client is thanked, once for each time that it is confirmed.
    """
    client = await uow.clients.get(asked.message.client_id)
    if client is None or client.is_spam:
        return None
    meant = await _meant(ctx, uow, client)
    if meant is None or meant.at is None:
        return None
    change = Change(OccasionState.CONFIRMED, source="client", is_told=False)
    done = await change_state_within(ctx, uow, meant.id, change)
    if not isinstance(done, StateSet):
        return None
    now = ctx.clock.now()
    zone = await zone_of_client(uow, client, meant.at)
    which = f"the {words.named(meant)} of {words.when(meant, zone, now)}"
    answers = answers and (done.has_changed or not await _thanked(uow, client, meant))
    answered = f"; {(await thank(ctx, uow, asked, done.occasion)).words}" if answers else ""
    if not done.has_changed:
        return Confirmed(f"{client.name} has confirmed {which} already{answered}.")
    line = f"{client.name} confirmed {which}."
    return Confirmed(f"That confirms an appointment{answered}.", line, whom_to_tell(client, meant))


async def _meant(ctx: Context, uow: UnitOfWork, client: Client) -> Occasion | None:
    """The appointment of which the client was reminded last, or else the next one."""
    now = ctx.clock.now()
    reminded = await uow.timetable.occasions_told(client.id, now - _REMINDED_SINCE)
    known = await uow.occasions.by_ids(reminded)
    in_order = [known[occasion_id] for occasion_id in reminded if occasion_id in known]
    following = (await uow.occasions.next_appointments([client.id], now)).values()
    for each in (*in_order, *following):
        is_to_come = each.at is not None and each.at > now and each.state in _STANDING
        if each.kind is OccasionKind.APPOINTMENT and is_to_come and each.client_id == client.id:
            return each
    return None


async def _thanked(uow: UnitOfWork, client: Client, confirmed: Occasion) -> bool:
    """Whether the client was told so since it is confirmed."""
    since = confirmed.updated_at - timedelta(seconds=1)
    return bool(await uow.messages.answered_by_itself(client.id, since, kind=CONFIRMED))
