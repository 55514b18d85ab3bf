"""By an admin's rule, a text to somebody who is not on WhatsApp goes by SMS by itself, once."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.failure import FailureKind, RecipientFault
from bot.domain.message import Message, Purpose, Status
from bot.domain.settings import WhenAbsent
from bot.flows.context import Context
from bot.flows.outbound.again import send_again_later
from bot.flows.outbound.moves import Moved
from bot.flows.outbound.route import NoRoute
from bot.flows.outbound.ways_out import sms_would_do
from bot.flows.threads import items
from bot.policy.decision import Refuse, codes_of
from bot.storage.unit_of_work import UnitOfWork

_SAID = "is not on WhatsApp, so the text goes by SMS instead, as your settings say"


async def by_sms_instead(ctx: Context, uow: UnitOfWork, moved: Sequence[Moved]) -> None:
    """Send by SMS what has just failed because its client is not on WhatsApp: surely, and for no other
    reason."""
    for each in moved:
        failure = each.failure
        absent = failure is not None and failure.recipient is RecipientFault.NOT_ON_WHATSAPP
        surely = failure is not None and failure.kind is FailureKind.FINAL
        if absent and surely and each.status is Status.FAILED:
            await _send(ctx, uow, each.message)


async def refused_goes_by_sms(ctx: Context, uow: UnitOfWork, message: Message, refusal: Refuse) -> bool:
    """The same for one that the gate has refused because the carrier had said so before; whether it goes."""
    return "not_on_whatsapp" in codes_of(refusal) and await _send(ctx, uow, message, refusal)


async def _send(ctx: Context, uow: UnitOfWork, message: Message, refusal: Refuse | None = None) -> bool:
    rules = (await uow.settings.load()).settings.opt_in
    if rules.when_absent is not WhenAbsent.SMS or message.purpose is Purpose.OPT_IN:
        return False
    if not await sms_would_do(ctx, uow, message, refusal, ctx.clock.now()):
        return False
    conversation = await uow.conversations.get(message.conversation_id)
    client = await uow.clients.get(message.client_id)
    if conversation is None or client is None:
        return False
    said, goes = _SAID, True
    try:
        stored = await send_again_later(ctx, uow, message, timedelta(0), channel=Channel.SMS)
        goes = stored is not None and stored.is_new and not stored.refused
    except NoRoute as problem:
        said, goes = f"is not on WhatsApp, and the text cannot go by SMS either. {problem}", False
    if goes or said is not _SAID:
        post = items.system_post(
            conversation, f"{client.name} {said}".rstrip(".") + ".", f"instead:{message.id}"
        )
        await uow.outbox.add([post], ctx.clock.now())
    return goes
