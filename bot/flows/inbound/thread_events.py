"""What a teammate does in a client's thread, or a workflow asks for: each event has a file of its own."""

from datetime import timedelta

from bot.domain.conversation import Conversation
from bot.domain.replies import RootDeleted, TeammateDeleted, TeammateEdited, TeammateWrote, ThreadEvent
from bot.domain.workflow_step import StepStarted
from bot.flows.context import Context
from bot.flows.inbound.deleted import deleted
from bot.flows.inbound.edited import edited
from bot.flows.inbound.moved_thread import tell_where
from bot.flows.inbound.wrote import wrote
from bot.flows.systems.step import carry_out_step
from bot.flows.threads.revive import revive
from bot.ports import PostFailed, PostProblem
from bot.storage.unit_of_work import UnitOfWork

_UNTIL_RECORDED = timedelta(milliseconds=500)


async def handle(ctx: Context, uow: UnitOfWork, event: ThreadEvent) -> None:
    """Carry the event out within this transaction; a thread that is no client's is left alone."""
    if isinstance(event, StepStarted):
        await carry_out_step(ctx, uow, event)
        return
    # An edit or a deletion is known by its message: the thread's card may be gone by now.
    if isinstance(event, TeammateEdited):
        await edited(ctx, uow, event)
        return
    if isinstance(event, TeammateDeleted):
        await deleted(ctx, uow, event)
        return
    conversation = await _conversation(uow, event)
    if conversation is None:
        return
    if isinstance(event, TeammateWrote):
        await wrote(ctx, uow, conversation, event)
        await tell_where(ctx, uow, conversation, event)
    elif isinstance(event, RootDeleted) and conversation.root_ts == event.root_ts:
        await revive(uow, conversation, ctx.clock.now())


async def _conversation(uow: UnitOfWork, event: TeammateWrote | RootDeleted) -> Conversation | None:
    """Whose thread it is. Raises PostFailed while it may stand under a card that was posted a moment ago and
    is not recorded yet."""
    known = await uow.conversations.by_thread(event.channel, event.root_ts)
    if known is not None:
        return known
    if await uow.outbox.cards_in_doubt():
        raise PostFailed(PostProblem.RETRY, "card_not_recorded_yet", _UNTIL_RECORDED)
    # Another worker may have recorded it between the two questions, which ends the doubt.
    return await uow.conversations.by_thread(event.channel, event.root_ts)
