"""The filters a template may use. A missing value stays missing, and no result grows without bound."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Undefined

from bot.domain.hours import clock, place_of
from bot.domain.money import Money

# More than the longest text of any channel.
MAX_RESULT = 4096


def shown(value: Any) -> Any:
    """What stands in the text for a value: a moment is written out, with its place."""
    return f"{_date(value)} at {_time(value)}" if isinstance(value, datetime) else value


def _date(value: Any) -> str:
    """``Friday, Nov 27, 2026``."""
    return f"{value:%A, %b} {value.day}, {value.year}" if isinstance(value, datetime) else str(value)


def _time(value: Any) -> str:
    """``10:00 AM (New York time)``."""
    if not isinstance(value, datetime):
        return str(value)
    zone = str(getattr(value.tzinfo, "key", None) or value.tzname() or "")
    return f"{clock(value)} ({place_of(zone)} time)" if zone else clock(value)


def _money(value: Any) -> str:
    """``$12.40``; what is no amount stays as it is."""
    if isinstance(value, Money):
        return value.shown
    return Money(Decimal(value)).shown if isinstance(value, (int, Decimal)) else str(value)


def _first_name(value: Any) -> str:
    return str(shown(value)).split(" ")[0]


def _last_name(value: Any) -> str:
    return str(shown(value)).split(" ")[-1]


def _default(value: Any, instead: Any = "") -> Any:
    """The other value where there is none."""
    return instead if isinstance(value, Undefined) or value in (None, "") else value


def _join(value: Any, between: Any = ", ") -> str:
    """The members of a list with something between them; words are one member, not many letters."""
    members = value if isinstance(value, (list, tuple)) else (value,)
    return str(between).join(str(shown(each)) for each in members)


def _on_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: change(str(shown(value)))


def _bounded(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(filter_)
    def apply(value: Any, *args: Any) -> Any:
        missing = next((each for each in (value, *args) if isinstance(each, Undefined)), None)
        if missing is not None:
            return missing
        return str(filter_(value, *args))[:MAX_RESULT]

    return apply


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _bounded(_date),
    "time": _bounded(_time),
    "money": _bounded(_money),
    "first_name": _bounded(_first_name),
    "last_name": _bounded(_last_name),
    "upper": _bounded(_on_text(str.upper)),
    "lower": _bounded(_on_text(str.lower)),
    "title": _bounded(_on_text(str.title)),
    "join": _bounded(_join),
    "default": _default,
}
