"""Who may keep an appointment or the like from going its way: one rule for every list that it stands in."""

from bot.domain.client import Client
from bot.domain.occasion import Occasion
from bot.flows.outbound.cancel import may_decide_for
from bot.storage.unit_of_work import UnitOfWork

NOT_YOURS = "Nothing was changed: only who set it, who looks after the client, or a manager can change it."


async def may_change(uow: UnitOfWork, occasion: Occasion, client: Client, user: str) -> bool:
    """Whether ``user`` has set it, looks after the client, or is a manager. What another system has set, for
    a client whom nobody looks after, is anybody's: else nobody but a manager could see to it."""
    if not (occasion.created_by or client.owner):
        return True
    return await may_decide_for(uow, occasion.created_by, client.id, user)
