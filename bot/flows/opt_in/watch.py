"""Questions that nobody answers: after a day the thread offers to ask again, and after three it is over.

What waits for the answer ends by the gate's own word, see ``policy.checks.opt_in``.
"""

from datetime import datetime

from bot.domain.consent import ConsentState
from bot.domain.conversation import Conversation
from bot.domain.opt_in import OptIn, OptInState
from bot.domain.thread import Offer, OfferKind
from bot.flows.context import Context
from bot.flows.opt_in.ledger import ended_entry
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

_AT_ONCE = 50
_NO_ANSWER = "no answer came"


async def watch_opt_ins(ctx: Context, workspace_id: str) -> int:
    """Look at every question that is due; how many."""
    async with ctx.store.read(workspace_id) as uow:
        due = await uow.opt_ins.due(ctx.clock.now(), _AT_ONCE)
    for each in due:
        async with ctx.store.write(workspace_id) as uow:
            await _look_at(uow, each, ctx.clock.now())
    return len(due)


async def _look_at(uow: UnitOfWork, seen: OptIn, now: datetime) -> None:
    await uow.consents.of_addresses([seen.address_id], lock=True)
    asked = await uow.opt_ins.get(seen.id)
    if asked is None or asked.state is not OptInState.ASKED or asked.due_at > now:
        return  # Answered, or looked at by another worker, meanwhile.
    if asked.ends_at <= now:
        await uow.opt_ins.settle(asked.id, OptInState.ASKED, state=OptInState.SILENT)
        await uow.consents.record([ended_entry(asked, ConsentState.EXPIRED, _NO_ANSWER, now)])
    else:
        await uow.opt_ins.change(asked.id, reminded_at=now, due_at=asked.ends_at)
    await _tell(uow, asked, now)


async def _tell(uow: UnitOfWork, asked: OptIn, now: datetime) -> None:
    message = await uow.messages.get(asked.message_id)
    client = await uow.clients.get(message.client_id) if message else None
    conversation = await uow.conversations.get(message.conversation_id) if message else None
    if message and client and conversation:
        post = _post(asked, client.name, conversation, is_over=asked.ends_at <= now)
        await uow.outbox.add([post, items.card(conversation.id)], now)


def _post(asked: OptIn, name: str, conversation: Conversation, *, is_over: bool) -> OutboxItem:
    after = "72 hours" if is_over else "a day"
    wrote = (
        "has said neither yes nor no to WhatsApp" if asked.wrote_at else "has not answered the opt-in message"
    )
    over = " A yes still counts, whenever it comes." if is_over else ""
    said = f"{name} {wrote} for {after}.{over}"
    again = (Offer(OfferKind.ASK_AGAIN, asked.id),)
    return items.system_post(conversation, said, f"opt_in:{asked.id}:{after}", offers=again)
