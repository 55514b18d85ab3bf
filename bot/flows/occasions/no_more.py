"""A trigger is switched off, removed or changed: what it has made and the gate still holds does not go.

A text that has left the gate is on its way, and nobody can call it back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.message import Message
from bot.domain.trigger import Trigger
from bot.flows.occasions.planned import is_held
from bot.flows.outbound.cancel import take_all_back
from bot.flows.threads import items
from bot.flows.threads.said import summary
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Ended:
    """What is over: all of a trigger but for the steps ``stays``, by their codes; and whether it is gone."""

    trigger: Trigger
    stays: Collection[str]
    is_gone: bool

    @property
    def why(self) -> str:
        """What has happened to it, behind its name."""
        if self.is_gone:
            return "was removed"
        return "goes at other times now" if self.trigger.is_on else "was switched off"


async def take_back_held(uow: UnitOfWork, ended: Ended, now: datetime, limit: int) -> int:
    """Take back some of its texts that are held, and say so in their threads; how many were looked at. To be
    asked after what is planned was taken back: whoever was just making a text of it has then done so."""
    trigger = ended.trigger
    found = await uow.coming.held_of_trigger(trigger.id, trigger.kind, ended.stays, limit)
    of = {each.message_id: each for each in found if each.message_id}
    texts = [each for each in await uow.messages.locked(list(of)) if is_held(each)]
    await take_all_back(uow, texts, now)
    # As though they had not gone yet: then they are taken back like the others, and can be planned again.
    await uow.reminders.put_back(of[each.id].id for each in texts)
    await uow.reminders.remove_of_trigger(trigger.id, trigger.kind, ended.stays, limit)
    for text in texts:
        await _tell(uow, text, ended.why, now)
    return len(found)


async def _tell(uow: UnitOfWork, text: Message, why: str, now: datetime) -> None:
    thread = await uow.conversations.get(text.conversation_id)
    if thread is None or text.made_from is None:
        return
    said = (
        f"What sends “{text.made_from.template_name}” by itself {why}, so the text “{summary(text)}”, which "
        "was waiting, was taken back: the client gets nothing. Write to them yourself if they are to know."
    )
    line = items.system_post(thread, said, new_id(), to=text.made_from.tells)
    await uow.outbox.add([line, items.card(thread.id)], now)
