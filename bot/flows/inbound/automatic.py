"""Answers that the program gives by itself, bounded: a client may be somebody else's program."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.conversation import Conversation
from bot.domain.keywords import Keyword
from bot.domain.message import Message, Purpose
from bot.flows.consent.answer import answer, our_name
from bot.flows.context import Context
from bot.flows.inbound.standard_answers import NOBODY_READS, filled_in, template_of, values_for
from bot.storage.store import UnitOfWork

MOST_AN_HOUR = 5
_HOUR = timedelta(hours=1)
# INFO and STATUS are answered no more often than this.
_AT_MOST_EVERY = timedelta(minutes=1)
_NOBODY_AGAIN = timedelta(hours=24)
NOBODY = "nobody"


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
    if too_soon := await _too_soon(ctx, uow, asked, word):
        return Result(too_soon)
    own, standard = template_of(word, (await uow.settings.load()).settings.answers)
    purpose = Purpose.KEYWORD_ANSWER if word is Keyword.HELP else Purpose.AUTO_ANSWER
    return await _send(ctx, uow, asked, own, standard, purpose=purpose)


async def say_nobody_reads(ctx: Context, uow: UnitOfWork, asked: Asked, own: str) -> None:
    """Tell a client that texts to this sender are not read; once a day for each sender of ours."""
    message, since = asked.message, ctx.clock.now() - _NOBODY_AGAIN
    told = await uow.messages.answered_by_itself(message.client_id, since, kind=NOBODY, sender=message.sender)
    if not told and not await _too_soon(ctx, uow, asked, Keyword.HELP):
        await _send(ctx, uow, asked, own, NOBODY_READS, purpose=Purpose.AUTO_ANSWER, kind=NOBODY)


async def _too_soon(ctx: Context, uow: UnitOfWork, asked: Asked, word: Keyword) -> Answered | None:
    now = ctx.clock.now()
    answers = await uow.messages.answered_by_itself(asked.message.client_id, now - _HOUR)
    if len(answers) >= MOST_AN_HOUR:
        return Answered.TOO_OFTEN
    if word is not Keyword.HELP and answers and now - answers[-1] < _AT_MOST_EVERY:
        return Answered.JUST_NOW
    return None


async def _send(
    ctx: Context,
    uow: UnitOfWork,
    asked: Asked,
    own: str,
    standard: str,
    *,
    purpose: Purpose,
    kind: str = "answer",
) -> Result:
    message = asked.message
    client = await uow.clients.get(message.client_id)
    if client is None:
        return Result(Answered.NO_SENDER)
    settings = (await uow.settings.load()).settings
    values = values_for(settings, await our_name(uow), client, message.to, message.sender, ctx.clock.now())
    text = filled_in(own, standard, values)
    sent = await answer(ctx, uow, message, asked.client_name, asked.thread, text, purpose=purpose, kind=kind)
    if sent is None:
        return Result(Answered.NO_SENDER)
    return Result(Answered.REFUSED, sent.refused) if sent.refused else Result(Answered.BY_US)
