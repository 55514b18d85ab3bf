"""A client's answer to the opt-in message: a button, a word that means yes or no, or something else."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Conversation
from bot.domain.message import Message
from bot.domain.opt_in import OptIn, OptInState
from bot.domain.settings import OptInRules
from bot.domain.yes_no import Answer, answer_in
from bot.flows.consent.answer import answer, our_name
from bot.flows.context import Context
from bot.flows.inbound.standard_answers import filled_in
from bot.flows.message_templates.values import values_of
from bot.flows.opt_in.reach import let_go, record_answer
from bot.flows.opt_in.waking import wake
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.variables import Value

AGREED = "{{ company_name }}: thank you. You will hear from us here on WhatsApp; reply STOP to end that."
_REFUSED = "{us}: all right, you will get no WhatsApp messages from us. Reply YES at any time to change that."


@dataclass(frozen=True)
class Reading:
    """What a text is to the question: ``answer`` is None for words that are neither yes nor no."""

    asked: OptIn
    question: Message | None
    answer: Answer | None


@dataclass(frozen=True)
class Heard:
    """What the thread says of an answer. ``state``: the consent that follows; None where none does."""

    note: str
    state: ConsentState | None


async def readings(uow: UnitOfWork, texts: Sequence[Message]) -> dict[str, Reading]:
    """What clients have answered to the opt-in message, by the ids of their texts.

    Texts of clients who were not asked, or whose answer has been given, are left out.
    """
    perhaps = [each for each in texts if each.channel is Channel.WHATSAPP]
    asked = await uow.opt_ins.latest({each.address_id for each in perhaps}) if perhaps else {}
    if not asked:
        return {}
    rules = (await uow.settings.load()).settings.opt_in
    found = {}
    for text in perhaps:
        opt_in = asked.get(text.address_id)
        reading = await _read(uow, rules, opt_in, text) if opt_in else None
        if reading:
            found[text.id] = reading
    return found


async def hear(
    ctx: Context,
    uow: UnitOfWork,
    reading: Reading,
    text: Message,
    client_name: str,
    thread: Conversation,
    *,
    answered: bool,
) -> Heard | None:
    """Act on an answer whose client's consent is locked; None where it changes nothing any more.

    ``answered``: the provider has answered the client by itself.
    """
    asked = (await uow.opt_ins.get(reading.asked.id)) or reading.asked
    if reading.answer is None:
        return await _something_else(uow, asked, text, client_name)
    yes = reading.answer is Answer.YES
    became = OptInState.AGREED if yes else OptInState.REFUSED
    taken = {"state": became, "answered_at": text.created_at, "answer_id": text.id}
    # A STOP that came between is above any yes but START.
    stopped = asked.state is OptInState.REFUSED and await uow.recipients.dnc_of(text.to, text.channel)
    if asked.state is became or stopped or not await uow.opt_ins.settle(asked.id, asked.state, **taken):
        return None
    state = ConsentState.EXPRESS if yes else ConsentState.WITHDRAWN
    others = await record_answer(uow, asked, reading.question, text, state)
    # The texts before their charges and posts, as who sends them takes these in the same order.
    now = ctx.clock.now()
    waited = await wake(uow, text.client_id, text.address_id, now, behind_an_answer=not answered)
    await let_go(uow, text.client_id, others, state, now)
    if not answered:
        said = await (_confirmation if yes else _farewell)(ctx, uow, text)
        await answer(ctx, uow, text, client_name, thread, said, at=now)
    return Heard(_note(client_name, waited, yes=yes), state)


async def _read(uow: UnitOfWork, rules: OptInRules, asked: OptIn, text: Message) -> Reading | None:
    question = await uow.messages.get(asked.message_id)
    pressed = _pressed(question, text)
    # What quotes the question answers it, whatever else was said meanwhile.
    meant = pressed is not None or bool(question and text.extras.answers == question.provider_id)
    found = pressed or answer_in(text.body, rules.yes, rules.no)
    if asked.state is OptInState.REFUSED:
        return Reading(asked, question, found) if found is Answer.YES else None
    if not asked.takes_an_answer:
        return None
    if found and asked.wrote_at and not meant and _may_be_about_something_else(asked, found):
        found = None
    is_late = asked.state is OptInState.SILENT or asked.wrote_at
    return None if found is None and is_late else Reading(asked, question, found)


def _may_be_about_something_else(asked: OptIn, found: Answer) -> bool:
    """Once people talk with each other, a bare "no" may answer a teammate's own question, and so may a "yes"
    that comes after the time in which the client was to answer."""
    return found is Answer.NO or asked.state is OptInState.SILENT


def _pressed(question: Message | None, text: Message) -> Answer | None:
    """By which button the client has answered: the first means yes, the second no."""
    buttons = question.template.buttons if question and question.template else ()
    said = text.extras.pressed.title if text.extras.pressed else text.body
    meant = dict(zip((each.casefold() for each in buttons), (Answer.YES, Answer.NO), strict=False))
    return meant.get(said.strip().casefold())


async def _something_else(uow: UnitOfWork, asked: OptIn, text: Message, name: str) -> Heard:
    """Who writes to a business has invited its answer, and WhatsApp's window is open: teammates may answer.
    What was written before that waits on for a yes, which this is not."""
    await uow.opt_ins.change(asked.id, wrote_at=text.created_at)
    note = f"{name} has answered neither yes nor no to WhatsApp. You can answer them for 24 hours"
    waiting = await uow.timetable.awaiting_consent(text.client_id, text.address_id)
    held = "; what was written before waits on for a yes" if waiting else ""
    return Heard(f"{note}{held}.", None)


def _note(name: str, waited: int, *, yes: bool) -> str:
    texts = f"{waited} text{'' if waited == 1 else 's'} that waited"
    if yes:
        goes = f"; {texts} {'goes' if waited == 1 else 'go'} now" if waited else ""
        return f"{name} agreed to WhatsApp messages{goes}. You can write to them."
    lost = f" {texts[0].upper()}{texts[1:]} {'is' if waited == 1 else 'are'} not sent." if waited else ""
    return f"{name} does not want WhatsApp messages: nothing goes to them there until they reply yes.{lost}"


async def _confirmation(ctx: Context, uow: UnitOfWork, text: Message) -> str:
    client = await uow.clients.get(text.client_id)
    values: dict[str, Value | None] = {"company_name": await our_name(uow)}
    if client:
        values = await values_of(uow, client, ctx.clock.now(), number=text.to, sender=text.sender)
    return filled_in((await uow.settings.load()).settings.opt_in.confirmation, AGREED, values)


async def _farewell(_ctx: Context, uow: UnitOfWork, _text: Message) -> str:
    return _REFUSED.format(us=await our_name(uow))
