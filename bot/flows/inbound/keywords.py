"""STOP, START and HELP: recorded for the address and channel, and answered at most once.

On SMS the carrier answers its own keywords; on WhatsApp, and for words it does not know, we do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Address
from bot.domain.consent import ConsentState
from bot.domain.conversation import Conversation
from bot.domain.events import InboundText
from bot.domain.keywords import Keyword, keyword
from bot.domain.message import Message, Purpose
from bot.flows.context import Context
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.route import Route, choose_sender
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import UnitOfWork

_States = dict[tuple[str, Channel], ConsentState]


@dataclass(frozen=True)
class Received:
    """An inbound text with the message it has become."""

    text: InboundText
    message: Message
    client_name: str


@dataclass(frozen=True)
class _Asked:
    """A keyword that has an effect: what it changes, what we answer, and what the thread says."""

    state: ConsentState | None
    answer: str
    note: str


async def handle_keywords(
    ctx: Context, uow: UnitOfWork, received: Sequence[Received], threads: Mapping[str, Conversation]
) -> dict[str, str]:
    """Act on the keywords among ``received``, in order; what was done, by message id, for the thread."""
    said = [(each, keyword(each.text.body)) for each in received]
    asking = [(each, word) for each, word in said if word]
    if not asking:
        return {}
    # Locked, so that a STOP that comes twice to two processes at once is answered once.
    asked_from = {each.message.address_id for each, _ in asking}
    states: _States = await uow.consents.of_addresses(asked_from, lock=True)
    notes: dict[str, str] = {}
    for each, word in asking:
        asked = _asked(ctx, each, word, states)
        if asked is None:
            continue
        notes[each.message.id] = asked.note
        if asked.state:
            states[_key(each)] = asked.state
            await uow.consents.record([_change(each, asked.state)])
        if not each.text.answered_by_provider:
            await _answer(ctx, uow, each, threads[each.message.client_id], asked.answer)
    return notes


def _asked(ctx: Context, each: Received, word: Keyword, states: _States) -> _Asked | None:
    channel, us = each.message.channel.family.label, ctx.business or "We"
    opted_out = states.get(_key(each)) is ConsentState.WITHDRAWN
    if word is Keyword.STOP:
        answer = f"{us}: you will get no more {channel} messages from us. Reply START to hear from us again."
        note = f"{each.client_name} opted out of {channel}. Nothing more goes there until they text START."
        return None if opted_out else _Asked(ConsentState.WITHDRAWN, answer, note)
    if word is Keyword.START:
        # A plain "yes" is an answer to the team, unless there is an opt-out for it to take back.
        answer = f"{us}: you will hear from us on {channel} again. Reply STOP to opt out."
        note = f"{each.client_name} opted in to {channel} again. You can write to them."
        return _Asked(ConsentState.EXPRESS, answer, note) if opted_out else None
    answer = f"{us}: write here and our team answers. Reply STOP to opt out."
    return _Asked(None, answer, f"{each.client_name} asked for help; {_who_answers(ctx, each)}.")


def _who_answers(ctx: Context, each: Received) -> str:
    if each.text.answered_by_provider:
        return "the carrier sent the automatic answer"
    if ctx.senders_for(each.message.channel):
        return "we sent the automatic answer"
    return "nothing was answered, because no sender is set up"


async def _answer(
    ctx: Context, uow: UnitOfWork, each: Received, conversation: Conversation, text: str
) -> None:
    message, now = each.message, ctx.clock.now()
    if not ctx.senders_for(message.channel):
        return
    route = Route(
        message.channel.family,
        choose_sender(ctx, message.channel, message.sender),
        Address(message.address_id, message.client_id, message.to),
    )
    intent = Intent(
        key=f"answer:{message.id}",
        conversation=conversation,
        client_name=each.client_name,
        route=route,
        body=text,
        due_at=now,
        purpose=Purpose.KEYWORD_ANSWER,
    )
    await enqueue(uow, intent, now)


def _key(each: Received) -> tuple[str, Channel]:
    return each.message.address_id, each.message.channel.family


def _change(each: Received, state: ConsentState) -> ConsentChange:
    return ConsentChange(
        address_id=each.message.address_id,
        channel=each.message.channel.family,
        state=state,
        source="keyword",
        evidence=each.message.id,
        at=each.message.created_at,
    )
