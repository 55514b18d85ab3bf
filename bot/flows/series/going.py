"""One time of a series: everything is decided anew, and the text goes, or is left out for a reason."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.client import Address
from bot.flows.context import Context
from bot.flows.gate.ask import Answer
from bot.flows.outbound.enqueue import Enqueued, Intent, enqueue
from bot.flows.outbound.route import NoRoute, Route
from bot.flows.outbound.senders import sender_for
from bot.flows.outbound.ways_out import who_could
from bot.flows.series import words
from bot.flows.series.asking import CannotSay, Heard, Occurrence, heard
from bot.flows.series.subject import Subject
from bot.flows.threads import items
from bot.flows.threads.renew import Wrote, after_silence
from bot.policy.decision import Hold, Refuse, codes_of
from bot.storage.unit_of_work import UnitOfWork

# The text holds what must not be repeated anywhere.
_PRIVATE = frozenset({"sensitive"})


@dataclass(frozen=True)
class Turn:
    """The time (UTC) for which it goes, who sends it, and the time after it, at which it is of no use."""

    at: datetime
    user: str
    following: datetime | None


@dataclass(frozen=True)
class LeftOut:
    """It does not go this time, and why (sentences). ``asks_author``: they alone can mend it. ``is_private``:
    the words must not stand in the thread."""

    why: str
    asks_author: bool = False
    is_private: bool = False


async def go(ctx: Context, uow: UnitOfWork, about: Subject, turn: Turn) -> LeftOut | None:
    """Hand the text on, or say why it is left out. The same turn is met once."""
    address, template = about.address, about.template
    if address is None:
        return LeftOut(about.ending)
    if template and not template.reach.takes(about.series.channel):
        return LeftOut(words.not_by(template, about.series.channel))
    try:
        found = await heard(ctx, uow, await _now(ctx, uow, about, address, turn))
    except CannotSay as unsaid:
        return LeftOut(str(unsaid) or words.missing(unsaid.missing), asks_author=True)
    except NoRoute as problem:
        return LeftOut(str(problem))
    return _against(found.answer, turn, about) or await _hand_on(ctx, uow, about, found, turn)


async def _now(ctx: Context, uow: UnitOfWork, about: Subject, address: Address, turn: Turn) -> Occurrence:
    series, client = about.series, about.client
    sender = await sender_for(ctx, uow, series.channel, series.sender, client.id)
    return Occurrence(
        series,
        about.template,
        client,
        Route(series.channel, sender, address),
        turn.user,
        ctx.clock.now(),
        conversation_id=about.thread.id,
    )


def _against(answer: Answer, turn: Turn, about: Subject) -> LeftOut | None:
    decision = answer.decision
    private = bool(codes_of(decision) & _PRIVATE)
    if isinstance(decision, Refuse):
        why = f"{decision.words} {who_could(decision, answer.facts.author)}".strip()
        return LeftOut(why, is_private=private)
    if isinstance(decision, Hold) and turn.following and decision.until >= turn.following:
        until = words.moment(decision.until, about.series.recurrence)
        return LeftOut(f"It would have waited until {until}. {decision.words}", is_private=private)
    return None


async def _hand_on(ctx: Context, uow: UnitOfWork, about: Subject, found: Heard, turn: Turn) -> LeftOut | None:
    now, thread, said, route = ctx.clock.now(), about.thread, found.said, found.route
    intent = Intent(
        key=f"series:{about.series.id}:{turn.at.isoformat()}",
        conversation=thread,
        client_name=about.client.name,
        route=route,
        body=said.body,
        due_at=now,
        user=turn.user,
        purpose=said.purpose,
        template=said.template,
        made_from=said.made_from,
        useless_at=turn.following,
    )
    stored = await enqueue(uow, intent, now)
    if stored.refused:
        return LeftOut(stored.refused)
    if stored.is_new:
        await _show(ctx, uow, about, route, stored, now)
    return None


async def _show(
    ctx: Context, uow: UnitOfWork, about: Subject, route: Route, stored: Enqueued, now: datetime
) -> None:
    wrote = Wrote(about.thread, route.sender.address)
    thread = (await after_silence(ctx, uow, [wrote])).get(about.client.id, about.thread)
    shown = items.message_post("outbound", thread, stored.message.id)
    await uow.outbox.add([shown, *items.about(stored.message)], now)
