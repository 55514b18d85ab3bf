"""From which of our numbers a template goes: only the provider that has it can send it."""

from bot.domain.channel import Channel
from bot.flows.context import Context
from bot.flows.templates.choice import GONE, TEMPLATE, CannotFill, Choice
from bot.ports import Sender
from bot.storage.store import UnitOfWork


async def sender_of(ctx: Context, uow: UnitOfWork, choice: Choice | None, wanted: Sender) -> Sender:
    """The sender that is wanted, or the first of the provider that has the template, where that is another.

    Raises CannotFill when we have no number there any more.
    """
    provider = await uow.templates.provider_of(choice.id) if choice else None
    if provider is None or provider == wanted.provider:
        return wanted
    theirs = (each for each in ctx.senders_for(Channel.WHATSAPP) if each.provider == provider)
    found = next(theirs, None)
    if found is None:
        raise CannotFill({TEMPLATE: GONE})
    return found
