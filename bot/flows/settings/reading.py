"""Reading what was typed into a settings form: each raises Wrong with a sentence for its field."""

from datetime import time
from decimal import Decimal, InvalidOperation

_MOST_MONEY = Decimal(1_000_000)


class Wrong(ValueError):
    """What was typed cannot be so; the message says what can."""


def clock_time(typed: str) -> time:
    """A time of day such as ``08:00``."""
    try:
        return time.fromisoformat(typed.strip())
    except ValueError:
        raise Wrong("Choose a time of day.") from None


def whole_number(typed: str, least: int, most: int) -> int | None:
    """A whole number from ``least`` to ``most``; None when nothing was typed."""
    if not typed.strip():
        return None
    try:
        number = int(typed.strip().replace(",", ""))
    except ValueError:
        raise Wrong(f"Type a whole number from {least:,} to {most:,}, or leave it empty.") from None
    if not least <= number <= most:
        raise Wrong(f"Type a number from {least:,} to {most:,}, or leave it empty.")
    return number


def amount(typed: str, *, digits: int = 2, least: Decimal = Decimal("0.01")) -> Decimal | None:
    """An amount of money with at most ``digits`` after the point; None when nothing was typed."""
    text = typed.strip().lstrip("$€£").replace(",", "")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Wrong("Type an amount such as 250 or 99.50, or leave it empty.") from None
    if not value.is_finite() or not least <= value <= _MOST_MONEY:
        raise Wrong(f"Type an amount from {least} to {_MOST_MONEY:,}, or leave it empty.")
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > digits:
        raise Wrong(f"Type at most {digits} digits after the point.")
    return value
