"""What an occasion and its reminders are called in sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.hours import clock, place_of
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.offset_words import step_in_words
from bot.domain.reminder import Reminder

# More than these are counted, so that the line stays one that is read.
_MOST_NAMED = 5


def named(occasion: Occasion) -> str:
    """``appointment``, ``appointment Check-up``, ``payment of invoice 1043 ($120.00)``: after an article."""
    details, noun = occasion.details, occasion.kind.noun
    if occasion.kind is OccasionKind.PAYMENT:
        of = f" of invoice {details.number}" if details.number else ""
        return f"{noun}{of}" + (f" ({details.amount.shown})" if details.amount else "")
    return f"{noun} {details.name}".strip()


def a_named(occasion: Occasion) -> str:
    """The same with its article."""
    return f"{'an' if occasion.kind is OccasionKind.APPOINTMENT else 'a'} {named(occasion)}"


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """``Fri, Nov 27 at 10:00 AM (New York time)``, with the year where it is another one."""
    local = at.astimezone(zone)
    return f"{_day(local, now.astimezone(zone))} at {clock(local)} ({place_of(zone.key)} time)"


def when(occasion: Occasion, zone: ZoneInfo, now: datetime) -> str:
    """When it is, or is due; empty for what has no time."""
    if occasion.at:
        return moment(occasion.at, zone, now)
    return f"due on {_day(occasion.day, now.astimezone(zone))}" if occasion.day else ""


def whole(occasion: Occasion, zone: ZoneInfo, now: datetime) -> str:
    """What it is and when: ``appointment Check-up, Fri, Nov 27 at 10:00 AM (New York time)``."""
    return ", ".join(part for part in (named(occasion), when(occasion, zone, now)) if part)


def planned(reminders: Sequence[Reminder], zone: ZoneInfo, now: datetime, *, is_paused: bool = False) -> str:
    """What is to come, in a sentence: to the client, or into a channel of the team's."""
    if is_paused and reminders:
        count = f"{len(reminders)} message{'s' if len(reminders) > 1 else ''} planned"
        return f"{count}, but paused: none goes until somebody resumes them."
    to_come = [each for each in reminders if each.due_at > now]
    at_once = len(reminders) - len(to_come)
    said = [f"{at_once} message{'s go' if at_once > 1 else ' goes'} at once."] if at_once else []
    if to_come:
        # What is due or ready names no zone before it.
        place = place_of(zone.key)
        count = f"{len(to_come)} reminder{'s' if len(to_come) > 1 else ''} planned, {place} time"
        shown = [_step(each, zone, now) for each in to_come[:_MOST_NAMED]]
        said.append(f"{count}: {', '.join(shown)}{' and more' if len(to_come) > _MOST_NAMED else ''}.")
    return " ".join(said) or "No reminder is planned."


def _step(reminder: Reminder, zone: ZoneInfo, now: datetime) -> str:
    local = reminder.due_at.astimezone(zone)
    return f"{step_in_words(reminder.step)} ({_day(local, now.astimezone(zone))}, {clock(local)})"


def _day(day: date, today: date) -> str:
    year = f", {day.year}" if day.year != today.year else ""
    return f"{day:%a, %b} {day.day}{year}"
