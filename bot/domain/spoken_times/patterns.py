"""A vocabulary made into patterns. Each ends where a word ends, and takes the space behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.domain.folding import folded
from bot.domain.spoken_times.vocabulary import Unit, Vocabulary

# A full stop may end a word that is shortened, a number that counts, or the sentence.
END = r"\.?(?: |$)"
_NEVER = r"(?!)"


def any_of(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest that fits."""
    known = sorted({folded(each) for each in phrases}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, known))})" if known else _NEVER


def maybe(phrases: Iterable[str]) -> str:
    """One of these phrases and a space, or nothing."""
    return f"(?:{any_of(phrases)} )?"


def flat(groups: Iterable[Iterable[str]]) -> list[str]:
    """The words of all groups."""
    return [word for group in groups for word in group]


@dataclass(frozen=True)
class Patterns:
    """What is looked for in one language."""

    of: Vocabulary

    @cached_property
    def clock(self) -> re.Pattern[str]:
        """A time of day."""
        of = self.of
        oclock, hour = any_of(of.oclock), rf"\d{{1,2}}|{any_of(of.hours)}"
        behind = any_of(of.behind_hour)
        forms = (
            rf"(?P<noon>{any_of(of.noon)})",
            rf"(?P<midnight>{any_of(of.midnight)})",
            r"(?P<h12>\d{1,2})(?:[:.](?P<m12>\d\d))? ?(?P<half>[ap])\.? ?m",
            rf"(?P<h24>\d{{1,2}}):(?P<m24>\d\d)(?: ?{oclock})?",
            rf"(?P<before>{any_of(of.before_hour)}) (?P<hb>{hour})(?: ?{oclock})?",
            rf"(?P<hx>{hour})(?: ?{oclock})? (?P<behind>{behind})",
            r"(?P<hh>\d{1,2}) ?h ?(?P<hm>\d\d)?",
            rf"(?P<ho>\d{{1,2}}) ?{oclock}(?: (?P<om>\d\d))?",
            rf"(?P<hd>\d{{1,2}})\.(?P<dm>\d\d)(?: ?(?P<doclock>{oclock}))?",
            rf"(?P<hw>{any_of(of.hours)}) {oclock}",
            rf"(?P<bare>{hour})",
        )
        part = rf"(?:(?P<part>{any_of(of.parts)}){END})?"
        return re.compile(rf"(?P<at>{any_of(of.at)} ?)?(?:{'|'.join(forms)}){END}{part}")

    @cached_property
    def day(self) -> re.Pattern[str]:
        """A day counted from today, or a part of today."""
        of = self.of
        return re.compile(
            rf"(?:(?P<day_part>{any_of(of.day_parts)})|{maybe(of.on)}(?P<day>{any_of(of.days)})){END}"
        )

    @cached_property
    def part(self) -> re.Pattern[str]:
        """A part of the day."""
        return re.compile(rf"(?P<part>{any_of(self.of.parts)}){END}")

    @cached_property
    def weekday(self) -> re.Pattern[str]:
        """A day of the week."""
        of = self.of
        before = rf"(?:(?P<next>{any_of(of.next_before)}) |{any_of(of.this)} )?"
        behind = rf"(?: (?P<next_after>{any_of(of.next_after)}))?"
        return re.compile(rf"{maybe(of.on)}{before}(?P<weekday>{any_of(flat(of.weekdays))})\.?{behind}{END}")

    @cached_property
    def weekdays(self) -> re.Pattern[str]:
        """One or several days of the week."""
        of = self.of
        name = rf"{any_of(flat(of.weekdays) + flat(of.plurals))}\.?"
        more = rf"(?: {maybe(of.and_)}{maybe(of.on)}{name})*"
        return re.compile(rf"{maybe(of.on)}(?P<weekdays>{name}{more})(?: |$)")

    @cached_property
    def plurals(self) -> re.Pattern[str]:
        """Days of the week that say themselves that every one is meant."""
        of = self.of
        name = any_of(flat(of.plurals))
        more = rf"(?: {maybe(of.and_)}{maybe(of.on)}{name})*"
        return re.compile(rf"{maybe(of.on)}(?P<weekdays>{name}{more}){END}")

    @cached_property
    def date(self) -> re.Pattern[str]:
        """A day of the calendar."""
        of = self.of
        month, of_ = any_of(flat(of.months)), maybe(of.of)
        day = rf"\d{{1,2}}(?:{any_of([*of.ordinals, 'o'])})?\.?"
        forms = (
            r"(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})",
            r"(?P<n1>\d{1,2})(?P<sign>[/.-])(?P<n2>\d{1,2})(?:(?P=sign)(?P<ny>\d{4}|\d\d))?",
            rf"(?P<d1>{day}) {of_}(?P<mon1>{month})(?:\.? {of_}(?P<y1>\d{{4}}))?",
            rf"(?P<mon2>{month})\.? {maybe(of.the)}(?P<d2>{day})(?: {of_}(?P<y2>\d{{4}}))?",
        )
        return re.compile(rf"{maybe(of.on)}{maybe(of.the)}(?:{'|'.join(forms)}){END}")

    @cached_property
    def month(self) -> re.Pattern[str]:
        """A month, with its year or without."""
        months = any_of(flat(self.of.months))
        return re.compile(rf"(?P<month>{months})(?:\.? {maybe(self.of.of)}(?P<year>\d{{4}}))?{END}")

    @cached_property
    def month_day(self) -> re.Pattern[str]:
        """A day of whichever month."""
        of = self.of
        ending = rf"(?P<ordinal>{any_of([*of.ordinals, 'o'])}|\.)?"
        return re.compile(rf"{any_of([*of.on, *of.the])} {maybe(of.the)}(?P<day>\d{{1,2}}){ending}(?: |$)")

    @cached_property
    def place(self) -> re.Pattern[str]:
        """Which of its kind a day is in its month."""
        of = self.of
        before = rf"(?P<every>{any_of(of.every)} )?{maybe([*of.on, *of.the, *of.articles])}{maybe(of.the)}"
        figure = rf"(?P<figure>[1-5])(?:{any_of([*of.ordinals, 'o', 'a'])}|\.)"
        kinds = (
            rf"(?P<weekday>{any_of(flat(of.weekdays) + flat(of.plurals))})\.?",
            rf"(?P<workday>{any_of(of.workday)})",
            rf"(?P<day>{any_of(of.units[Unit.DAY])})",
        )
        word = rf"(?P<place>{any_of(of.places)})"
        return re.compile(rf"{before}(?:{figure}|{word}) (?:{'|'.join(kinds)})(?: |$)")

    @cached_property
    def of_month(self) -> re.Pattern[str]:
        """Of which months such a day is one."""
        of = self.of
        how_many = rf"(?:(?:(?P<other>{any_of(of.other)})|{self.amount}) )?"
        every = rf"{any_of(of.of_every)} {how_many}(?P<unit>{any_of(of.units[Unit.MONTH])})"
        return re.compile(rf"(?:(?P<plain>{any_of(of.of_the_month)})|{every}){END}")

    @cached_property
    def amount(self) -> str:
        """A number in figures or in a word."""
        return rf"(?P<amount>\d{{1,3}}|{any_of(self.of.numbers)})"

    @property
    def _unit(self) -> str:
        return rf"(?P<unit>{any_of(flat(self.of.units.values()))})"

    @cached_property
    def span(self) -> re.Pattern[str]:
        """So much from now."""
        return re.compile(rf"{any_of(self.of.after)} {self.amount} ?{self._unit}{END}")

    @cached_property
    def every(self) -> re.Pattern[str]:
        """How often, up to the unit."""
        of = self.of
        how_many = rf"(?:(?:(?P<other>{any_of(of.other)})|{self.amount}) )?"
        return re.compile(rf"{any_of(of.every)} {how_many}{self._unit}{END}")

    @cached_property
    def every_word(self) -> re.Pattern[str]:
        """Every, before a day of the week."""
        return re.compile(rf"{any_of(self.of.every)} (?:(?P<other>{any_of(self.of.other)}) )?")

    @cached_property
    def repeat(self) -> re.Pattern[str]:
        """A word that says by itself how often."""
        return re.compile(rf"(?P<repeat>{any_of(self.of.repeats)}){END}")

    @cached_property
    def until(self) -> re.Pattern[str]:
        """Until, before a day."""
        return re.compile(rf"{any_of(self.of.until)} {maybe(self.of.the)}")

    @cached_property
    def starting(self) -> re.Pattern[str]:
        """From, before a day."""
        return re.compile(rf"{any_of(self.of.from_)} {maybe(self.of.the)}")

    @cached_property
    def times(self) -> re.Pattern[str]:
        """How many times."""
        of = self.of
        return re.compile(rf"(?:(?P<once>{any_of(of.once)})|{self.amount} {any_of(of.times)}){END}")

    @cached_property
    def lasting(self) -> re.Pattern[str]:
        """For how long."""
        return re.compile(rf"{any_of(self.of.for_)} {self.amount} ?{self._unit}{END}")

    @cached_property
    def small_words(self) -> re.Pattern[str]:
        """What may stand between two parts of a time."""
        return re.compile(rf"{any_of([*self.of.at, *self.of.on, *self.of.and_, '-', '@'])} ")
