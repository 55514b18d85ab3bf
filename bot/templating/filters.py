"""The filters a template may use. A missing value stays missing, and no result grows without bound.

Each filter knows the language of the client who is to read the text.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from bot.domain.money import Money
from bot.domain.phone import MAX_TYPED, display
from bot.templating import localised
from bot.templating.limits import MAX_RESULT

# Under this the language travels with the values. No template can name it: names have no blank in them.
LANGUAGE = "the language"


def shown(value: Any, language: str = "") -> Any:
    """What stands in the text for a value: a moment with its place, a day, an amount; words as they are."""
    if isinstance(value, datetime):
        return localised.moment(value, language)
    if isinstance(value, date):
        return localised.short_date(value, language)
    return localised.money(value, language) if isinstance(value, Money) else value


@pass_context
def finalize(context: Context, value: Any) -> Any:
    """The same for what stands in a text without any filter."""
    return shown(value, context.get(LANGUAGE, ""))


def _date(value: Any, language: str) -> str:
    """``Friday, Nov 27, 2026``."""
    return localised.long_date(value, language) if isinstance(value, date) else _text(value, language)


def _short_date(value: Any, language: str) -> str:
    """``Nov 27, 2026``."""
    return localised.short_date(value, language) if isinstance(value, date) else _text(value, language)


def _weekday(value: Any, language: str) -> str:
    """``Friday``."""
    return localised.weekday(value, language) if isinstance(value, date) else _text(value, language)


def _time(value: Any, language: str) -> str:
    """``10:00 AM (New York time)``; a day without a time stays a day."""
    if isinstance(value, datetime):
        return localised.time_of_day(value, language)
    return _text(value, language)


def _money(value: Any, language: str) -> str:
    """``$12.40``; what is no amount stays as it is."""
    if isinstance(value, bool) or not isinstance(value, (Money, int, Decimal)):
        return _text(value, language)
    try:
        return localised.money(value if isinstance(value, Money) else Money(Decimal(value)), language)
    except InvalidOperation:
        return str(value)  # More digits than any amount has.


def _phone(value: Any, language: str) -> str:
    """``+1 202-555-0100``; what is no number stays as it is."""
    text = _text(value, language)
    return display(text) if len(text) <= MAX_TYPED else text


def _first_name(value: Any, language: str) -> str:
    return _text(value, language).split(" ")[0]


def _last_name(value: Any, language: str) -> str:
    return _text(value, language).split(" ")[-1]


def _default(value: Any, instead: Any = "") -> Any:
    """The other value where there is none."""
    return instead if isinstance(value, Undefined) or value in (None, "") else value


def _join(value: Any, language: str, between: Any = ", ") -> str:
    """The members of a list with something between them; words are one member, not many letters."""
    members = value if isinstance(value, (list, tuple)) else (value,)
    return _text(between, language).join(_text(each, language) for each in members)


def _text(value: Any, language: str) -> str:
    return str(shown(value, language))


def _on_text(change: Callable[[str], str]) -> Callable[[Any, str], str]:
    return lambda value, language: change(_text(value, language))


def _bounded(filter_: Callable[..., str]) -> Callable[..., Any]:
    # With the context a filter is never carried out while a template is compiled, in a language of then.
    @pass_context
    @wraps(filter_)
    def apply(context: Context, value: Any, *args: Any) -> Any:
        missing = next((each for each in (value, *args) if isinstance(each, Undefined)), None)
        if missing is not None:
            return missing
        return filter_(value, context.get(LANGUAGE, ""), *args)[:MAX_RESULT]

    return apply


FILTERS: dict[str, Callable[..., Any]] = {
    "date": _bounded(_date),
    "short_date": _bounded(_short_date),
    "weekday": _bounded(_weekday),
    "time": _bounded(_time),
    "money": _bounded(_money),
    "phone": _bounded(_phone),
    "first_name": _bounded(_first_name),
    "last_name": _bounded(_last_name),
    "upper": _bounded(_on_text(str.upper)),
    "lower": _bounded(_on_text(str.lower)),
    "title": _bounded(_on_text(str.title)),
    "join": _bounded(_join),
    "default": _default,
}
