"""Texts to a sender of ours that is not two-way: kept, shown in no thread, and perhaps answered by itself."""

from collections.abc import Container, Mapping, Sequence

from bot.domain.conversation import Conversation
from bot.domain.settings import Texting, WorkspaceSettings
from bot.flows.context import Context
from bot.flows.inbound.automatic import Asked, say_nobody_reads
from bot.flows.inbound.keywords import Received
from bot.storage.unit_of_work import UnitOfWork


async def put_aside(
    ctx: Context,
    uow: UnitOfWork,
    unshown: Sequence[Received],
    threads: Mapping[str, Conversation],
    answered: Container[str],
    settings: WorkspaceSettings,
) -> None:
    """Remember these for the day on which somebody wants to see them, and say that nobody reads where the
    sender does. ``answered``: messages, by id, that have had an answer of their own."""
    if not unshown:
        return
    await uow.unshown_texts.keep([each.message for each in unshown])
    for each in unshown:
        texting = settings.texting_of(each.text.channel, each.text.to)
        if texting.texting is Texting.AUTO_REPLY and each.message.id not in answered:
            asked = Asked(each.message, each.client_name, threads[each.message.client_id])
            await say_nobody_reads(ctx, uow, asked, texting.answer)
