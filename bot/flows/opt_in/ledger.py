"""What the consent ledger says of an opt-in message and its answer."""

from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Message
from bot.domain.opt_in import OptIn
from bot.storage.repositories.consents import ConsentChange

SOURCE = "opt_in"
_MOST_QUOTED = 80


def asked_entry(asked: OptIn, question: Message) -> ConsentChange:
    """That the client was asked; it is forgotten by itself when nobody answers in time."""
    return ConsentChange(
        address_id=asked.address_id,
        channel=Channel.WHATSAPP,
        state=ConsentState.PENDING,
        source=SOURCE,
        evidence=f"{question.id} {question.id}",
        at=asked.asked_at,
        wording=question.body,
        sender=question.sender,
        by=asked.asked_by,
        expires_at=asked.ends_at,
    )


def answered_entry(
    asked: OptIn, question: Message | None, answer: Message, state: ConsentState
) -> ConsentChange:
    """The client's yes or no, with both messages, what was asked and what was answered."""
    said = " ".join(answer.body.split())[:_MOST_QUOTED]
    return ConsentChange(
        address_id=asked.address_id,
        channel=Channel.WHATSAPP,
        state=state,
        source=SOURCE,
        evidence=f"{answer.id} {asked.message_id} {said}".strip(),
        at=answer.created_at,
        wording=question.body if question else "",
        sender=answer.sender,
    )


def ended_entry(asked: OptIn, state: ConsentState, why: str, at: datetime) -> ConsentChange:
    """That no answer has come, or can come, and what holds instead."""
    return ConsentChange(
        address_id=asked.address_id,
        channel=Channel.WHATSAPP,
        state=state,
        source=SOURCE,
        evidence=f"{asked.message_id} {asked.message_id} {why}",
        at=at,
    )
