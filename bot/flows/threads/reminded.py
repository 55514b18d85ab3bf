"""Which reminder a client's text answers, most likely: the one that came right before it."""

from datetime import timedelta

from bot.domain.client import Client
from bot.domain.message import Direction, Message
from bot.domain.occasion import Occasion, OccasionKind
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.storage.unit_of_work import UnitOfWork

# What is written days after a reminder is about something else.
_ANSWERS_WITHIN = timedelta(hours=72)


async def reminder_before(
    ctx: Context, uow: UnitOfWork, message: Message | None, client: Client | None, answered: Message | None
) -> str:
    """What a client's text answers, in words; empty where our last text to them was made for no occasion.

    ``answered`` is the message that the client has quoted, which then is what they mean.
    """
    if message is None or client is None or message.direction is not Direction.IN or message.extras.is_sign:
        return ""
    since = message.created_at - _ANSWERS_WITHIN
    before = answered or await uow.timetable.last_before(message, since)
    made_from = before.made_from if before else None
    occasion = await uow.occasions.get(made_from.occasion_id) if made_from and made_from.occasion_id else None
    return await _in_words(ctx, uow, occasion, client) if occasion else ""


async def _in_words(ctx: Context, uow: UnitOfWork, occasion: Occasion, client: Client) -> str:
    now = ctx.clock.now()
    when = words.when(occasion, await zone_of_client(uow, client, occasion.at or now), now)
    named = words.named(occasion)
    if occasion.kind is OccasionKind.APPOINTMENT:
        return f"Answers the reminder of the {named} on {when}"
    if occasion.kind is OccasionKind.PAYMENT:
        return f"Answers the reminder of the {named}, {when}"
    return f"Answers the message about the {named}"
