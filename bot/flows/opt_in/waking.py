"""Texts that waited for the client's yes to WhatsApp are looked at again, as soon as something is decided.

The gate decides what becomes of each: it goes, or is refused and its author told.
"""

from datetime import datetime, timedelta

from bot.domain.consent import ConsentState
from bot.domain.message import Message, Status
from bot.domain.opt_in import OptInState
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic

# What goes behind the text that answers the client's yes or no, which is due at once.
_BEHIND = timedelta(milliseconds=1)


async def wake(
    uow: UnitOfWork, client_id: str, address_id: str, now: datetime, *, behind_an_answer: bool = False
) -> int:
    """Make what waits for this address due now, in the order of its writing; how many texts."""
    waiting = await uow.timetable.awaiting_consent(client_id, address_id)
    # Locked first: one that a worker looks at meanwhile is put off, or refused, before.
    locked = await uow.messages.locked([message.id for message in waiting])
    due_at = now + _BEHIND if behind_an_answer else now
    late = [each for each in locked if _waits_beyond(each, due_at)]
    times = {"due_at": due_at, "next_attempt_at": due_at, "updated_at": now}
    await uow.messages.update([{"id": message.id} | times for message in late])
    if late:
        uow.wake(Topic.MESSAGES)
    return len(late)


def _waits_beyond(message: Message, moment: datetime) -> bool:
    """What a person has put off to a later time keeps it."""
    is_put_off = message.scheduled_for is not None and message.scheduled_for > moment
    return message.status is Status.QUEUED and message.due_at > moment and not is_put_off


async def decided(
    uow: UnitOfWork, client_id: str, address_id: str, state: ConsentState, now: datetime
) -> None:
    """The client's consent to WhatsApp was recorded another way than by an answer to the question."""
    asked = (await uow.opt_ins.latest([address_id])).get(address_id)
    if asked and asked.takes_an_answer:
        became = OptInState.AGREED if state is ConsentState.EXPRESS else OptInState.REFUSED
        await uow.opt_ins.settle(asked.id, asked.state, state=became, answered_at=now)
    await wake(uow, client_id, address_id, now)
