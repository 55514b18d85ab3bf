"""What the author of a text that does not go now is told, and the ways out that really lead somewhere."""

from dataclasses import replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.message import Message, Purpose
from bot.domain.roles import Role
from bot.domain.thread import Notice, Offer, OfferKind
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import of_message
from bot.flows.gate.waiting import waiting_of
from bot.flows.opt_in.offer import in_words, offered_for
from bot.flows.outbound.senders import sender_for
from bot.policy.checks.opt_in import FULL, NEEDED, PENDING
from bot.policy.decision import Decision, Hold, Refuse, codes_of, least_to_override, may_override
from bot.storage.unit_of_work import UnitOfWork

# What stands in the way of WhatsApp alone.
_WHATSAPP_ONLY = frozenset(
    {"window_closed", "not_on_whatsapp", "template_gone", "template_unusable", NEEDED, PENDING, FULL}
)
_NO_CONSENT = frozenset({"no_consent", "no_marketing_consent"})
# Another number would do.
_WRONG_NUMBER = frozenset({"landline", "not_in_use", "not_on_whatsapp"})


async def told(
    ctx: Context, uow: UnitOfWork, message: Message, answer: Answer, now: datetime
) -> Notice | None:
    """What its author is told of a held or refused message; None for one that goes."""
    decision = answer.decision
    offers = await ways_out(ctx, uow, message, decision, now, answer.facts.author)
    who = who_could(decision, answer.facts.author)
    waiting = waiting_of(answer, now)
    if waiting and waiting.for_consent and isinstance(decision, Hold):
        return Notice(f"{waiting.held} {decision.words}", offers=offers)
    if waiting:
        said = f"{waiting.held} It goes by itself. {waiting.why} {who}".strip()
        return Notice(said, goes_at=waiting.until, offers=offers)
    if isinstance(decision, Refuse):
        offered = await offered_for(uow, message, decision)
        asking = in_words(offered) if offered else ""
        return Notice(" ".join(f"Not sent. {decision.words} {asking} {who}".split()), offers=offers)
    return None


async def ways_out(
    ctx: Context,
    uow: UnitOfWork,
    message: Message,
    decision: Decision,
    now: datetime,
    reader: Role | None = None,
) -> tuple[Offer, ...]:
    """The buttons for a held or refused message, for a ``reader`` of this role, or for all who read the
    thread."""
    offers: list[Offer] = []
    anyway = may_override(decision, reader) if reader else least_to_override(decision) is not None
    if isinstance(decision, Hold):
        offers.append(Offer(OfferKind.CANCEL, message.id))
        if PENDING in codes_of(decision) and await sms_would_do(ctx, uow, message, None, now):
            offers.append(Offer(OfferKind.SEND_AS_SMS, message.id))
        if anyway:
            offers.append(Offer(OfferKind.SEND_NOW, message.id))
    elif isinstance(decision, Refuse):
        if await offered_for(uow, message, decision):
            offers.append(Offer(OfferKind.ASK_FIRST, message.id))
        if codes_of(decision) & _NO_CONSENT:
            offers.append(Offer(OfferKind.RECORD_CONSENT, message.client_id))
        if codes_of(decision) & _WRONG_NUMBER:
            offers.append(Offer(OfferKind.FIX_NUMBER, message.client_id))
        if "window_closed" in codes_of(decision):
            offers.append(Offer(OfferKind.USE_TEMPLATE, message.id))
        if await sms_would_do(ctx, uow, message, decision, now):
            offers.append(Offer(OfferKind.SEND_AS_SMS, message.id))
        if anyway:
            offers.append(Offer(OfferKind.SEND_ANYWAY, message.id))
    return tuple(offers)


def who_could(decision: Decision, author: Role) -> str:
    """Who in the team could send it anyway, for an author who may not; empty where nobody could."""
    least = least_to_override(decision)
    if least is None or may_override(decision, author):
        return ""
    article = "An" if least is Role.ADMIN else "A"
    return f"{article} {least.value} can send it anyway."


async def sms_would_do(
    ctx: Context, uow: UnitOfWork, message: Message, refusal: Refuse | None, now: datetime
) -> bool:
    """Whether only WhatsApp is in the way, and the gate would let the same words go by SMS."""
    has_sender = bool(ctx.senders_for(Channel.SMS))
    if message.channel is not Channel.WHATSAPP or message.purpose is Purpose.OPT_IN or not has_sender:
        return False
    if is_whatsapp_id(message.to) or not _final(refusal) <= _WHATSAPP_ONLY:
        return False
    sender = await sender_for(ctx, uow, Channel.SMS, message.sender, message.client_id)
    by_sms = replace(message, channel=Channel.SMS, sender=sender.address, template=None)
    [answer] = await ask(uow, [of_message(ctx, by_sms)], now)
    return not isinstance(answer.decision, Refuse)


def _final(refusal: Refuse | None) -> frozenset[str]:
    """What refuses it for good: a delay is one by SMS as well."""
    return frozenset(each.code for each in refusal.reasons if each.until is None) if refusal else frozenset()
