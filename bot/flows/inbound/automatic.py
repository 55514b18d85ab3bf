"""Answers that the program gives by itself, bounded: a client may be somebody else's program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.conversation import Conversation
from bot.domain.keywords import Keyword
from bot.domain.message import Message, Purpose
from bot.domain.occasion import Occasion
from bot.flows.consent.answer import answer
from bot.flows.context import Context
from bot.flows.inbound.standard_answers import NOBODY_READS, Answering, answer_text, filled_in
from bot.flows.message_templates.values import values_of
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.variables import Value

MOST_AN_HOUR = 5
_HOUR = timedelta(hours=1)
# INFO and STATUS are answered no more often than this.
_AT_MOST_EVERY = timedelta(minutes=1)
_NOBODY_AGAIN = timedelta(hours=24)
ANSWER, NOBODY, CONFIRMED = "answer", "nobody", "confirmed"


class Answered(StrEnum):
    """What became of an automatic answer."""

    BY_US = "by_us"
    BY_CARRIER = "by_carrier"
    JUST_NOW = "just_now"
    TOO_OFTEN = "too_often"
    NO_SENDER = "no_sender"
    REFUSED = "refused"

    @property
    def is_dealt_with(self) -> bool:
        """Whether no teammate has to answer."""
        return self in {Answered.BY_US, Answered.BY_CARRIER, Answered.JUST_NOW}


WORDS = {
    Answered.BY_US: "we sent the automatic answer",
    Answered.BY_CARRIER: "the carrier sent the automatic answer",
    Answered.JUST_NOW: "the automatic answer went a moment ago and was not sent again",
    Answered.TOO_OFTEN: (
        f"nothing was answered: {MOST_AN_HOUR} automatic answers went in the last hour, and this may be "
        "another program. Answer yourself if it is not"
    ),
    Answered.NO_SENDER: "nothing was answered, because no sender is set up",
    Answered.REFUSED: "nothing was answered",
}


@dataclass(frozen=True)
class Asked:
    """An inbound text that the program may answer. ``by_carrier``: the carrier has done so."""

    message: Message
    client_name: str
    thread: Conversation
    by_carrier: bool = False


@dataclass(frozen=True)
class Result:
    """What became of it, and why where policy said no."""

    answered: Answered
    why: str = ""

    @property
    def words(self) -> str:
        """As the thread says it."""
        return f"{WORDS[self.answered]}: {self.why.rstrip('.')}" if self.why else WORDS[self.answered]


async def answer_word(ctx: Context, uow: UnitOfWork, asked: Asked, word: Keyword) -> Result:
    """Answer HELP, INFO or STATUS. HELP is owed to everybody, the others go only where texts may go."""
    if asked.by_carrier:
        return Result(Answered.BY_CARRIER)
    is_help = word is Keyword.HELP
    if too_soon := await _too_soon(ctx, uow, asked, "" if is_help else ANSWER):
        return Result(too_soon)
    purpose = Purpose.KEYWORD_ANSWER if is_help else Purpose.AUTO_ANSWER
    text = await _text(ctx, uow, asked, Answering(word.value))
    return await _send(ctx, uow, asked, text, purpose=purpose)


async def thank(ctx: Context, uow: UnitOfWork, asked: Asked, appointment: Occasion) -> Result:
    """Tell a client that the appointment is confirmed. It goes only where texts may go."""
    if too_soon := await _too_soon(ctx, uow, asked, CONFIRMED):
        return Result(too_soon)
    text = await _text(ctx, uow, asked, Answering.CONFIRMED, appointment)
    return await _send(ctx, uow, asked, text, kind=CONFIRMED)


async def say_nobody_reads(ctx: Context, uow: UnitOfWork, asked: Asked, own: str) -> None:
    """Tell a client that texts to this sender are not read; once a day for each sender of ours."""
    message, since = asked.message, ctx.clock.now() - _NOBODY_AGAIN
    told = await uow.messages.answered_by_itself(message.client_id, since, kind=NOBODY, sender=message.sender)
    if not told and not await _too_soon(ctx, uow, asked):
        values = await _values(ctx, uow, asked)
        await _send(ctx, uow, asked, filled_in(own, NOBODY_READS, values), kind=NOBODY)


async def _too_soon(ctx: Context, uow: UnitOfWork, asked: Asked, kind: str = "") -> Answered | None:
    """Why nothing is answered now; with ``kind`` also within the minute after an answer of this kind: who
    confirms and then asks for the status has asked for two things."""
    client_id, now = asked.message.client_id, ctx.clock.now()
    if len(await uow.messages.answered_by_itself(client_id, now - _HOUR)) >= MOST_AN_HOUR:
        return Answered.TOO_OFTEN
    if kind and await uow.messages.answered_by_itself(client_id, now - _AT_MOST_EVERY, kind=kind):
        return Answered.JUST_NOW
    return None


async def _text(
    ctx: Context, uow: UnitOfWork, asked: Asked, answering: Answering, about: Occasion | None = None
) -> str:
    values = await _values(ctx, uow, asked, about)
    return answer_text(answering, (await uow.settings.load()).settings.answers, values)


async def _values(
    ctx: Context, uow: UnitOfWork, asked: Asked, about: Occasion | None = None
) -> Mapping[str, Value | None]:
    """What an answer may name."""
    message, now = asked.message, ctx.clock.now()
    client = await uow.clients.get(message.client_id)
    if client is None:
        raise LookupError("The client of a text that is being taken in is gone.")
    return await values_of(uow, client, now, number=message.to, sender=message.sender, occasion=about)


async def _send(
    ctx: Context,
    uow: UnitOfWork,
    asked: Asked,
    text: str,
    *,
    purpose: Purpose = Purpose.AUTO_ANSWER,
    kind: str = ANSWER,
) -> Result:
    message = asked.message
    sent = await answer(ctx, uow, message, asked.client_name, asked.thread, text, purpose=purpose, kind=kind)
    if sent is None:
        return Result(Answered.NO_SENDER)
    return Result(Answered.REFUSED, sent.refused) if sent.refused else Result(Answered.BY_US)
