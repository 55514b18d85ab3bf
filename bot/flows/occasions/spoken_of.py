"""Texts of teammates that speak of an occasion and still wait: none goes once what it says is not so."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.message import Message, Status
from bot.domain.occasion import Occasion, OccasionState
from bot.flows.occasions import words
from bot.flows.outbound.cancel import take_all_back
from bot.flows.threads import items
from bot.flows.threads.said import summary
from bot.storage.unit_of_work import UnitOfWork


async def take_back_spoken(uow: UnitOfWork, occasion: Occasion, now: datetime) -> None:
    """Take back what waits and was written from a template when the occasion was otherwise, and tell whoever
    has written it. What its reminders have become is none of these."""
    found = await uow.timetable.waiting_about(occasion.client_id, occasion.id)
    ids = [each.id for each in found if each.made_from and not each.made_from.reminder_id]
    waiting = [each for each in await uow.messages.locked(ids) if each.status is Status.QUEUED]
    await take_all_back(uow, waiting, now)
    await _tell(uow, occasion, waiting, now)


async def _tell(uow: UnitOfWork, occasion: Occasion, taken: Iterable[Message], now: datetime) -> None:
    named = words.named(occasion)
    is_off = occasion.state is OccasionState.CANCELLED
    because = f"the {named}, which is called off" if is_off else f"another time of the {named}"
    for message in taken:
        if thread := await uow.conversations.get(message.conversation_id):
            said = (
                f"The text “{summary(message)}” speaks of {because}, so it was taken back. "
                "Write to the client anew if they are to know more."
            )
            to = message.slack_user or ""
            await uow.outbox.add([items.system_post(thread, said, new_id(), to=to)], now)
