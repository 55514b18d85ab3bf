"""What was typed behind the client's name: a time in natural words, and then what it is."""

from dataclasses import replace

from bot.domain.occasion import MAX_DETAIL, OccasionKind
from bot.domain.spoken_times import Spoken, read_when
from bot.domain.zones import zone_of
from bot.slack.blocks.occasion_form import Entered
from bot.slack.deps import Deps
from bot.slack.people import writer
from bot.slack.reminders.form import the_clock
from bot.slack.reminders.kept import Kept

NOT_UNDERSTOOD = "No time was understood in what you typed. Choose the day and the time below."
ONLY_ONCE = "It is set once, for the first of these times."
_TIMED = {OccasionKind.APPOINTMENT, OccasionKind.PAYMENT}


async def with_time(deps: Deps, user: str, entered: Entered, kept: Kept, words: str) -> tuple[Entered, str]:
    """The form's fields with what was typed, and a sentence on how it was taken; empty where that is plain.

    The words are read in the language of who typed them, and mean the client's clock.
    """
    if not words or entered.kind not in _TIMED:
        return replace(entered, name=_name(words)), ""
    clock = await the_clock(deps, entered, kept)
    person = await writer(deps, user)
    spoken = read_when(words, language=person.language, zone=clock.zone, now=deps.ctx.clock.now())
    if spoken is None or spoken.at is None:
        return replace(entered, name=_name(spoken.rest if spoken else words)), NOT_UNDERSTOOD
    local = spoken.at.astimezone(zone_of(clock.zone))
    at = local.time().replace(tzinfo=None)
    filled = replace(entered, day=local.date(), at=at, name=_name(spoken.rest))
    return filled, " ".join(_notes(spoken))


def _notes(spoken: Spoken) -> list[str]:
    return [*spoken.notes, *([ONLY_ONCE] if spoken.recurrence else [])]


def _name(words: str) -> str:
    """One line of what fits into the field."""
    return " ".join(words.split())[:MAX_DETAIL]
