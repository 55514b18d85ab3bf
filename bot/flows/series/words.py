"""What people read about a text that goes again and again."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.hours import clock, place_of
from bot.domain.message import Direction
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Recurrence, Series
from bot.domain.recurrences.words import listed, words
from bot.domain.sensitive import Found, find, redacted
from bot.domain.settings import DlpAction, DlpRule
from bot.domain.zones import day_words, zone_of
from bot.flows.threads.said import excerpt

# More than this make no list that anybody reads.
_MOST_TOLD = 5
GONE = "This text does not go again and again any more: it is not there. Close this and look again."
NOT_YOURS = "Nothing was changed: only who set it up, who looks after the client, or a manager can change it."
ENDED = "Nothing was changed: it has ended before. Set up a new one."
UNCHANGED = "Nothing was changed: it goes as it did."
STAYS_PAUSED = "It is paused and stays so: nothing goes until somebody resumes it."
HIDDEN = "A part of it is hidden here, so only who wrote it can change it. End it and set up a new one."
NO_FILES = "Files cannot go again and again. Take them out, or send this text once."
NO_APPROVED = (
    "A template of WhatsApp's cannot go again and again by itself. Choose one of the team's templates: it "
    "can name the one that WhatsApp has approved."
)
NO_TEMPLATE = "This template is not there any more. Choose another."
UNNAMED = "a text"
LAST = "That was the last time."
NONE_LEFT = "There is no time left at which it would go."
NOBODY_KNOWS = "Nobody knows this. Write what the client is to read."
NO_WORDS = "Write the text that is to go, or choose a template."
UNUSABLE = "Its template cannot be filled in any more. Ask whoever looks after the templates to mend it."


def named(series: Series, template: MessageTemplate | None, rules: Sequence[DlpRule]) -> str:
    """Which text is meant: its beginning, or its template's name."""
    words_of_it = excerpt(template.name) if template else series_excerpt(series, rules)
    return f"“{words_of_it}”" if words_of_it else "the text"


def series_excerpt(series: Series, rules: Sequence[DlpRule]) -> str:
    """The beginning of its words, without what Slack must not see."""
    return excerpt(redacted(series.body, hidden_in(series, rules)))


def hidden_in(series: Series, rules: Sequence[DlpRule]) -> list[Found]:
    """What stands in its words that Slack must not see."""
    hidden = {DlpAction.REDACT, DlpAction.BLOCK}
    return [each for each in find(series.body, rules, Direction.OUT) if each.action in hidden]


def not_by(template: MessageTemplate, channel: Channel) -> str:
    """That a template does not go by this channel."""
    reach, by = template.reach.label, channel.label
    return f"“{template.name}” is a template for {reach}, so it does not go by {by}. Choose another."


def moment(at: datetime, recurrence: Recurrence) -> str:
    """``Mon, Nov 30, 2026 at 9:00 AM (New York time)``, on the clocks by which it goes."""
    there = at.astimezone(zone_of(recurrence.zone))
    return f"{there:%a}, {day_words(there)} at {clock(there)} ({place_of(recurrence.zone)} time)"


def started(named: str, series: Series) -> str:
    """Behind the teammate who did it."""
    return f"set up {named} to go again and again: {words(series.recurrence)}. {following(series)}"


def for_audit(series: Series) -> dict[str, str]:
    """Which one it is, told by how often it goes: the audit has no words of a text."""
    next_at = series.next_at.isoformat() if series.next_at else ""
    return {"series": series.id, "repeats": words(series.recurrence), "next_at": next_at}


def following(series: Series) -> str:
    """When it goes next, in a sentence; empty when it does not."""
    if series.next_at is None:
        return ""
    return f"It goes next on {moment(series.next_at, series.recurrence)}."


def missing(names: Sequence[str]) -> str:
    """Which values nobody knows, in a sentence."""
    named = listed([f"“{name}”" for name in names])
    return f"Nobody knows what stands for {named} in it. Set it up again and say it, or choose other words."


def left_out(named: str, series: Series, at: datetime, why: str) -> str:
    """That one time was left out, why (a sentence), and when it goes next."""
    return f"{named} was left out on {moment(at, series.recurrence)}. {why} {following(series)}".strip()


def missed(named: str, series: Series, times: Sequence[datetime], *, has_failed: bool) -> str:
    """That times passed while nothing could be sent, and when it goes next."""
    were = "1 time was" if len(times) == 1 else f"{len(times)} times were"
    why = "as sending failed again and again" if has_failed else "while the bot was not running"
    days = [_day(at, series.recurrence) for at in times]
    which = listed(days) if len(days) <= _MOST_TOLD else f"from {days[0]} to {days[-1]}"
    at = f"at {clock(series.recurrence.at)} ({place_of(series.recurrence.zone)} time)"
    return f"{were} left out of {named} {why}: {which} {at}. {following(series)}".strip()


def _day(at: datetime, recurrence: Recurrence) -> str:
    """``Mon Nov 30``: short, as there may be several beside each other."""
    there = at.astimezone(zone_of(recurrence.zone))
    return f"{there:%a %b} {there.day}"


def ended(named: str, why: str) -> str:
    """That it goes no more, and why (a sentence)."""
    return f"{named} does not go again and again any more. {why}"
