"""Asking the gate about one time of a series, be it now or ahead."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.client import Client
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Series
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import Wish, of_wish
from bot.flows.outbound.route import NoRoute, Route
from bot.flows.outbound.senders import sender_for
from bot.flows.series.text import Said, approved_by, said_by
from bot.policy.decision import Refuse, codes_of
from bot.storage.unit_of_work import UnitOfWork

_CLOSED = "window_closed"


@dataclass(frozen=True)
class Occurrence:
    """One time of a series, by its way to the client. ``user`` sends it at ``at`` (UTC); ``is_ahead``: that
    is to come. ``conversation_id``: where it will stand, where that is open."""

    series: Series
    template: MessageTemplate | None
    client: Client
    route: Route
    user: str
    at: datetime
    is_ahead: bool = False
    conversation_id: str | None = None


@dataclass(frozen=True)
class Heard:
    """What the gate says of the words, and by which way they would go."""

    said: Said
    route: Route
    answer: Answer


class CannotSay(Exception):
    """There are no words: values are ``missing`` (by name), or the template cannot be used (the message)."""

    def __init__(self, problem: str, missing: tuple[str, ...]) -> None:
        super().__init__(problem)
        self.missing = missing


async def heard(ctx: Context, uow: UnitOfWork, asked: Occurrence) -> Heard:
    """Ask about the series' words and, where WhatsApp's window is closed to them, about the approved template
    that their own template names. Raises CannotSay."""
    said = await said_by(ctx, uow, asked.series, asked.template, asked.client)
    if said.problem or said.missing:
        raise CannotSay(said.problem, said.missing)
    first = Heard(said, asked.route, await _answer(uow, asked, said))
    if not isinstance(first.answer.decision, Refuse) or _CLOSED not in codes_of(first.answer.decision):
        return first
    return await _approved(ctx, uow, asked) or first


async def _approved(ctx: Context, uow: UnitOfWork, asked: Occurrence) -> Heard | None:
    """The same with the approved template; None where there is none that could go."""
    series, route = asked.series, asked.route
    said = await approved_by(ctx, uow, series, asked.template, asked.client, route)
    if said and said.missing:
        raise CannotSay("", said.missing)
    if said is None or said.template is None:
        return None
    try:
        wanted = route.sender.address
        sender = await sender_for(ctx, uow, route.channel, wanted, asked.client.id, said.template.id)
    except NoRoute:
        return None
    by = replace(route, sender=sender)
    return Heard(said, by, await _answer(uow, replace(asked, route=by), said))


async def _answer(uow: UnitOfWork, asked: Occurrence, said: Said) -> Answer:
    route = asked.route
    wish = Wish(
        channel=route.channel,
        sender=route.sender,
        to=route.address.value,
        body=said.body,
        client_name=asked.client.name,
        address_id=route.address.id,
        client_id=asked.client.id,
        conversation_id=asked.conversation_id,
        user=asked.user,
        purpose=said.purpose,
        due_at=asked.at,
        template=said.template,
        is_ahead=asked.is_ahead,
    )
    [answer] = await ask(uow, [of_wish(wish)], asked.at)
    return answer
