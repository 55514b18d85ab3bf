"""What a language has to have words for. Accents and case do not matter: they are taken away before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.recurrence import PLACES, Every

_TWO = 2


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Unit(StrEnum):
    """What is counted."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of one language.

    ``days``: how many days from today; those before it are known too, to say that they are past.
    ``day_parts``: a day and a part of it in one word. ``parts`` may stand behind a day or a time.
    ``before_hour`` and ``behind_hour``: by how many minutes such words move an hour, as in *half past 9*.
    ``next_before`` and ``next_after`` stand around a weekday. ``numbers``: the amount of each word.
    ``repeats``: a word by itself, with its interval and its weekdays. ``plurals``: weekdays whose very
    form says that it is every one. ``half_day``: hours are usually told up to twelve.

    ``places``: which of its kind a day is in its month. ``articles`` may stand before one, beside ``on`` and
    ``the``. ``workday``: a day from Monday to Friday. ``of_the_month`` and ``of_every``, before a unit, stand
    behind such a day.
    """

    days: Mapping[str, int]
    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    parts: Mapping[str, Part]
    units: Mapping[Unit, tuple[str, ...]]
    at: tuple[str, ...]
    on: tuple[str, ...]
    after: tuple[str, ...]
    every: tuple[str, ...]
    until: tuple[str, ...]
    times: tuple[str, ...]
    numbers: Mapping[str, float]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    and_: tuple[str, ...]
    day_parts: Mapping[str, tuple[int, Part]] = field(default_factory=dict)
    oclock: tuple[str, ...] = ("h",)
    of: tuple[str, ...] = ()
    the: tuple[str, ...] = ()
    next_before: tuple[str, ...] = ()
    next_after: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    for_: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    repeats: Mapping[str, tuple[Every, int, tuple[int, ...]]] = field(default_factory=dict)
    plurals: tuple[tuple[str, ...], ...] = ()
    before_hour: Mapping[str, int] = field(default_factory=dict)
    behind_hour: Mapping[str, int] = field(default_factory=dict)
    half_day: bool = False
    places: Mapping[str, int] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    workday: tuple[str, ...] = ()
    of_the_month: tuple[str, ...] = ()
    of_every: tuple[str, ...] = ()

    @property
    def hours(self) -> list[str]:
        """The words for the hours from two o'clock on; those for one are too often an article."""
        return [word for word, number in self.numbers.items() if number >= _TWO and " " not in word]


WORKDAYS = (0, 1, 2, 3, 4)


def repeating(
    daily: Iterable[str],
    weekly: Iterable[str],
    monthly: Iterable[str],
    yearly: Iterable[str],
    workdays: Iterable[str],
) -> dict[str, tuple[Every, int, tuple[int, ...]]]:
    """The words that say by themselves how often."""
    return {
        **dict.fromkeys(daily, (Every.DAY, 1, ())),
        **dict.fromkeys(weekly, (Every.WEEK, 1, ())),
        **dict.fromkeys(monthly, (Every.MONTH, 1, ())),
        **dict.fromkeys(yearly, (Every.YEAR, 1, ())),
        **dict.fromkeys(workdays, (Every.WEEK, 1, WORKDAYS)),
    }


def in_parts(
    morning: Iterable[str], afternoon: Iterable[str], evening: Iterable[str], night: Iterable[str] = ()
) -> dict[str, Part]:
    """The words for the parts of the day."""
    return {
        **dict.fromkeys(morning, Part.MORNING),
        **dict.fromkeys(afternoon, Part.AFTERNOON),
        **dict.fromkeys(evening, Part.EVENING),
        **dict.fromkeys(night, Part.NIGHT),
    }


def in_units(
    minute: str, hour: str, day: str, week: str, month: str, year: str
) -> dict[Unit, tuple[str, ...]]:
    """The words for each unit, with spaces between them."""
    words = (minute, hour, day, week, month, year)
    return {unit: tuple(each.split()) for unit, each in zip(Unit, words, strict=True)}


def by_number(words: str) -> dict[str, float]:
    """The words for one, two, three and so on; those for the same number have a slash between them."""
    return {word: float(number) for number, group in enumerate(words.split(), 1) for word in group.split("/")}


def in_places(words: str) -> dict[str, int]:
    """The words for the first to the fifth and for the last, as for ``by_number``."""
    groups = zip(PLACES, words.split(), strict=True)
    return {word: place for place, group in groups for word in group.split("/")}


def each_of(words: str) -> tuple[tuple[str, ...], ...]:
    """Groups with spaces between them, the words of a group with slashes."""
    return tuple(tuple(group.split("/")) for group in words.split())
