"""Remembering who has had a text that says who we are."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.message import Message, Status
from bot.policy.notice import names_business
from bot.storage.unit_of_work import UnitOfWork

_TAKEN = frozenset({Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ})


async def remember_introductions(
    uow: UnitOfWork, moved: Sequence[tuple[Message, Status]], now: datetime
) -> None:
    """Of messages as they were and their new status: whom the carrier's yes makes one who knows us, and whom
    a text that never arrived does not."""
    lost = {
        (message.address_id, message.channel.family): message.created_at
        for message, status in moved
        if status is Status.FAILED and message.status in _TAKEN and message.notice
    }
    if lost:
        await uow.channel_states.not_introduced(lost)
    taken = [message for message, status in moved if status in _TAKEN and message.status not in _TAKEN]
    if not taken:
        return
    business = (await uow.settings.load()).business
    # What the line adds is the name, wherever there is one that the text lacks.
    named = [each for each in taken if each.notice or names_business(each.body, business)]
    keys = [(each.address_id, each.channel) for each in named]
    if keys:
        await uow.channel_states.introduced(keys, now)
