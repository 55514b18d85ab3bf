"""STOP, START, HELP, INFO and STATUS: recorded for the address and channel, and answered at most once; and
the words that confirm an appointment.

A STOP withdraws consent and puts the number on the do-not-contact list; a START takes both back.

On SMS the carrier answers its own keywords; on WhatsApp, and for words it does not know, we do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.channel import Channel
from bot.domain.confirming import confirms
from bot.domain.consent import ConsentState, DncSource
from bot.domain.conversation import Conversation
from bot.domain.events import InboundText
from bot.domain.keywords import Keyword, keyword
from bot.domain.message import Message
from bot.domain.settings import KeywordAnswers
from bot.flows.consent.answer import answer, our_name, stop_answer
from bot.flows.consent.opt_out import Wish, opt_in, opt_out
from bot.flows.consent.reach import lock_people
from bot.flows.context import Context
from bot.flows.inbound.automatic import Asked, answer_word
from bot.flows.inbound.confirming import Confirmed, confirm_appointment
from bot.flows.opt_in.answers import Reading, hear, readings
from bot.storage.unit_of_work import UnitOfWork

_States = dict[tuple[str, Channel], ConsentState]

# Answered from a template; what the thread says they were about.
_CALLED = {Keyword.HELP: "help", Keyword.INFO: "information", Keyword.STATUS: "their status"}
_QUESTIONS = frozenset({Keyword.INFO, Keyword.STATUS})
# A STOP is above any answer, and who asks for help has not answered.
_MAY_ANSWER = frozenset({None, Keyword.START})


@dataclass(frozen=True)
class Received:
    """An inbound text with the message it has become."""

    text: InboundText
    message: Message
    client_name: str


@dataclass(frozen=True)
class _Asked:
    """A word about our texts that has an effect: what it changes, what we answer, what the thread says."""

    state: ConsentState
    answer: str
    note: str


@dataclass
class Handled:
    """What was done about keywords: a ``notes`` for the thread by message id, what has been ``confirmed`` by
    a message, and the ids of the messages that nobody has to answer (``dealt_with``) and that only asked
    something (``asked``)."""

    notes: dict[str, str] = field(default_factory=dict)
    confirmed: dict[str, Confirmed] = field(default_factory=dict)
    dealt_with: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


async def handle_keywords(
    ctx: Context,
    uow: UnitOfWork,
    received: Sequence[Received],
    threads: Mapping[str, Conversation],
    mute: Collection[str] = (),
    settings: KeywordAnswers = KeywordAnswers(),  # noqa: B008 - frozen.
) -> Handled:
    """Act on the keywords among ``received``, in order. Messages in ``mute``, by id, went to a sender that
    answers nobody: INFO and STATUS have no effect there, while STOP, START and HELP have it everywhere, and
    so has a confirmation, which is not answered there."""
    said = [(each, keyword(each.text.body)) for each in received]
    may_answer = [each for each, word in said if word in _MAY_ANSWER]
    answers = await readings(uow, [each.message for each in may_answer])
    confirming = {each.message.id for each in may_answer if confirms(each.text.body, settings.confirm_words)}
    asking = [
        (each, word)
        for each, word in said
        if each.message.id in answers
        or each.message.id in confirming
        or (word and not (word in _QUESTIONS and each.message.id in mute))
    ]
    done = Handled()
    if not asking:
        return done
    # Locked, so that a STOP that comes twice to two processes at once is answered once.
    asked_from = {each.message.address_id for each, _ in asking}
    states: _States = await lock_people(uow, {each.message.client_id for each, _ in asking}, asked_from)
    for each, word in asking:
        thread = threads[each.message.client_id]
        reading = answers.get(each.message.id)
        is_answer = reading and await _opt_in(ctx, uow, each, reading, thread, states, done)
        if is_answer and reading and reading.answer:
            continue
        if word in _CALLED and not is_answer:
            await _answer(ctx, uow, each, word, thread, done)
            continue
        if word and not is_answer and await _obey(ctx, uow, each, word, thread, states, done):
            continue
        if each.message.id in confirming:
            answers_it = settings.answers_confirmed and each.message.id not in mute
            await _confirm(ctx, uow, each, thread, done, answers=answers_it)
    return done


async def _confirm(
    ctx: Context, uow: UnitOfWork, each: Received, thread: Conversation, done: Handled, *, answers: bool
) -> None:
    """Confirm an appointment, if there is one to confirm."""
    asked = Asked(each.message, each.client_name, thread, each.text.answered_by_provider)
    confirmed = await confirm_appointment(ctx, uow, asked, answers=answers)
    if confirmed:
        done.confirmed[each.message.id] = confirmed
        before = done.notes.get(each.message.id, "")
        done.notes[each.message.id] = f"{before} {confirmed.note}".strip()
        done.dealt_with.add(each.message.id)


async def _opt_in(
    ctx: Context,
    uow: UnitOfWork,
    each: Received,
    reading: Reading,
    thread: Conversation,
    states: _States,
    done: Handled,
) -> bool:
    """An answer to the opt-in message; whether it has had an effect as such."""
    answered = each.text.answered_by_provider
    heard = await hear(ctx, uow, reading, each.message, each.client_name, thread, answered=answered)
    if heard is None:
        return False
    done.notes[each.message.id] = heard.note
    if heard.state:
        states[_key(each)] = heard.state
        done.dealt_with.add(each.message.id)
    return True


async def _answer(
    ctx: Context, uow: UnitOfWork, each: Received, word: Keyword, thread: Conversation, done: Handled
) -> None:
    """HELP, INFO and STATUS change nothing."""
    message = each.message
    asked = Asked(message, each.client_name, thread, each.text.answered_by_provider)
    result = await answer_word(ctx, uow, asked, word)
    done.notes[message.id] = f"{each.client_name} asked for {_CALLED[word]}; {result.words}."
    if word is Keyword.HELP or result.answered.is_dealt_with:
        done.dealt_with.add(message.id)
    if word in _QUESTIONS:
        done.asked.add(message.id)


async def _obey(
    ctx: Context,
    uow: UnitOfWork,
    each: Received,
    word: Keyword,
    thread: Conversation,
    states: _States,
    done: Handled,
) -> bool:
    """STOP and START change what may go; whether it has."""
    asked = _asked(await our_name(uow), each, word, opted_out=await _is_opted_out(uow, each, word, states))
    if asked is None:
        return False
    done.notes[each.message.id] = asked.note
    done.dealt_with.add(each.message.id)
    await _record(uow, each, asked.state, states)
    if not each.text.answered_by_provider:
        await answer(ctx, uow, each.message, each.client_name, thread, asked.answer)
    return True


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


def _asked(us: str, each: Received, word: Keyword, *, opted_out: bool) -> _Asked | None:
    channel = each.message.channel.family.label
    if word is Keyword.STOP:
        said = stop_answer(us, each.message.channel)
        note = f"{each.client_name} opted out of {channel}. Nothing more goes there until they text START."
        return None if opted_out else _Asked(ConsentState.WITHDRAWN, said, note)
    # A plain "yes" is an answer to the team, unless there is an opt-out for it to take back.
    said = f"{us}: you will hear from us on {channel} again. Reply STOP to opt out."
    note = f"{each.client_name} opted in to {channel} again. You can write to them."
    return _Asked(ConsentState.EXPRESS, said, note) if opted_out else None


def _key(each: Received) -> tuple[str, Channel]:
    return each.message.address_id, each.message.channel.family
