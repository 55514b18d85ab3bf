"""Reading what is typed behind ``/schedule``: a client, when, and the text."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.hours import clock, place_of
from bot.domain.recurrence import Recurrence
from bot.domain.spoken_times.read import read_when
from bot.domain.spoken_times.spoken import Spoken
from bot.domain.zones import day_words, zone_of
from bot.flows.outbound.prefill import Prefill, prefill
from bot.slack.blocks.elements import shortened
from bot.slack.deps import Deps
from bot.slack.person import Person

NO_TIME = (
    "No time was found behind the client, such as “tomorrow 9am” or “every Monday at 9”: the next full hour "
    "is filled in. Choose another below, and check the text."
)
# A name that fits nobody, or several, has no more words than this.
_MOST_OF_A_NAME = 3


@dataclass(frozen=True)
class Wanted:
    """Whom and what, and when, as far as it was understood: ``at`` (UTC) is None where no time was.

    ``unknown`` are the words that stand where the client should, and are nobody's. ``notes`` are sentences on
    how the time was taken.
    """

    known: Prefill
    body: str = ""
    at: datetime | None = None
    recurrence: Recurrence | None = None
    unknown: str = ""
    notes: tuple[str, ...] = ()


async def wanted(deps: Deps, typed: str, channel: Channel, writer: Person) -> Wanted:
    """Read it, the time by the clock of whoever writes and in their language. Nothing that was typed is lost:
    what is not understood stands as the text."""
    known = await prefill(deps.ctx, deps.workspace_id, typed, channel)
    now = deps.ctx.clock.now()
    if found := _time_in(known.body, writer, now):
        return _with(known, found)
    if known.client or known.new_number or known.problem:
        return Wanted(known, known.body)
    return _behind_a_name(known, writer, now) or Wanted(known, known.body)


def echo(wish: Wanted, writer: Person) -> str:
    """How the time was understood, in sentences, by the clock of whoever writes."""
    if wish.at is None:
        return NO_TIME if wish.body else ""
    here = wish.at.astimezone(zone_of(writer.zone))
    day = f"{here:%A}, {day_words(here)} at {clock(here)} ({place_of(writer.zone)} time)"
    again = ", for the first time" if wish.recurrence else ""
    return " ".join((f"Understood: {day} by your clock{again}.", *wish.notes))


def nobody(wish: Wanted) -> str:
    """That the words for the client are nobody's, or several clients'."""
    if not wish.unknown:
        return ""
    fits = "More than one client fits" if wish.known.is_several else "No client fits"
    return f"{fits} “{shortened(wish.unknown, 80)}”. Choose the client."


def _behind_a_name(known: Prefill, writer: Person, now: datetime) -> Wanted | None:
    """Where a time follows a few words, these are a name that fits nobody, or several."""
    words = known.body.split()
    for taken in range(1, min(_MOST_OF_A_NAME, len(words) - 1) + 1):
        rest = known.body.lstrip()
        for word in words[:taken]:
            rest = rest[len(word) :].lstrip()
        if found := _time_in(rest, writer, now):
            return replace(_with(known, found), unknown=" ".join(words[:taken]))
    return None


def _with(known: Prefill, found: Spoken) -> Wanted:
    return Wanted(known, found.rest, found.at, found.recurrence, notes=found.notes)


def _time_in(text: str, writer: Person, now: datetime) -> Spoken | None:
    """The time with which a text begins; one that never comes is none."""
    found = read_when(text, language=writer.language, zone=writer.zone, now=now) if text else None
    return found if found and found.at else None
