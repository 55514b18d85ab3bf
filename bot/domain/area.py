"""The US state that a number's area code presumes, and that state's own rules for texts.

``data/area_codes.csv`` follows the North American numbering plan; ``data/state_rules.csv`` names for each
row the law it is taken from and the day on which it was read.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bot.domain.hours import CLOSED, Span, Week, span

_NORTH_AMERICA = "+1"


@dataclass(frozen=True)
class StateRule:
    """What a state asks for beyond the federal rules.

    ``most_in_24_hours``: so many solicitations to one person at most. ``source``: the law.
    """

    state: str
    week: Week
    most_in_24_hours: int | None
    source: str
    as_of: date


def state_of(number: str) -> str | None:
    """The state of an E.164 number's area code, such as ``FL``; None abroad, or where it tells none."""
    if not number.startswith(_NORTH_AMERICA):
        return None
    return _area_codes().get(number[2:5])


def rule_of(state: str | None) -> StateRule | None:
    """The state's own rule; None where the federal ones suffice."""
    return state_rules().get(state) if state else None


@cache
def state_rules() -> dict[str, StateRule]:
    """Every state that has rules of its own."""
    return {row["state"]: _rule(row) for row in _rows("state_rules.csv")}


@cache
def _area_codes() -> dict[str, str]:
    return {row["area_code"]: row["state"] for row in _rows("area_codes.csv")}


def _rule(row: dict[str, str]) -> StateRule:
    weekday, saturday, sunday = (_span(row[name]) for name in ("monday_to_friday", "saturday", "sunday"))
    most = row["most_in_24_hours"]
    return StateRule(
        state=row["state"],
        week=(weekday,) * 5 + (saturday, sunday),
        most_in_24_hours=int(most) if most else None,
        source=row["source"],
        as_of=date.fromisoformat(row["as_of"]),
    )


def _span(text: str) -> Span:
    return CLOSED if text == "closed" else span(*text.split("-"))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("bot.domain.data") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
