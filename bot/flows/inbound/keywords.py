"""STOP, START and HELP: recorded for the address and channel, and answered at most once.

A STOP withdraws consent and puts the number on the do-not-contact list; a START takes both back.

On SMS the carrier answers its own keywords; on WhatsApp, and for words it does not know, we do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncSource
from bot.domain.conversation import Conversation
from bot.domain.events import InboundText
from bot.domain.keywords import Keyword, keyword
from bot.domain.message import Message
from bot.flows.consent.answer import answer, our_name, stop_answer
from bot.flows.consent.opt_out import Wish, opt_in, opt_out
from bot.flows.context import Context
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
    us = await our_name(uow)
    for each, word in asking:
        asked = _asked(ctx, us, each, word, opted_out=await _is_opted_out(uow, each, word, states))
        if asked is None:
            continue
        notes[each.message.id] = asked.note
        if asked.state:
            await _record(uow, each, asked.state, states)
        if not each.text.answered_by_provider:
            thread = threads[each.message.client_id]
            await answer(ctx, uow, each.message, each.client_name, thread, asked.answer)
    return notes


async def _is_opted_out(uow: UnitOfWork, each: Received, word: Keyword, states: _States) -> bool:
    """Whether there is something for a START to take back, or nothing left for a STOP to do."""
    withdrawn = states.get(_key(each)) is ConsentState.WITHDRAWN
    listed = await uow.recipients.dnc_of(each.message.to, each.message.channel) is not None
    return withdrawn and listed if word is Keyword.STOP else withdrawn or listed


async def _record(uow: UnitOfWork, each: Received, state: ConsentState, states: _States) -> None:
    wish = Wish(each.message, each.client_name, DncSource.STOP, each.message.created_at)
    if state is ConsentState.WITHDRAWN:
        states |= {(each.message.address_id, channel): state for channel in await opt_out(uow, wish)}
    else:
        await opt_in(uow, wish)
        states[_key(each)] = state


def _asked(ctx: Context, us: str, each: Received, word: Keyword, *, opted_out: bool) -> _Asked | None:
    channel = each.message.channel.family.label
    if word is Keyword.STOP:
        said = stop_answer(us, each.message.channel)
        note = f"{each.client_name} opted out of {channel}. Nothing more goes there until they text START."
        return None if opted_out else _Asked(ConsentState.WITHDRAWN, said, note)
    if word is Keyword.START:
        # A plain "yes" is an answer to the team, unless there is an opt-out for it to take back.
        said = f"{us}: you will hear from us on {channel} again. Reply STOP to opt out."
        note = f"{each.client_name} opted in to {channel} again. You can write to them."
        return _Asked(ConsentState.EXPRESS, said, note) if opted_out else None
    said = f"{us}: write here and our team answers. Reply STOP to opt out."
    return _Asked(None, said, f"{each.client_name} asked for help; {_who_answers(ctx, each)}.")


def _who_answers(ctx: Context, each: Received) -> str:
    if each.text.answered_by_provider:
        return "the carrier sent the automatic answer"
    if ctx.senders_for(each.message.channel):
        return "we sent the automatic answer"
    return "nothing was answered, because no sender is set up"


def _key(each: Received) -> tuple[str, Channel]:
    return each.message.address_id, each.message.channel.family
