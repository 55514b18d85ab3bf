"""An amount of money as a person types it: ``120``, ``$1,200.50``, ``49,90 EUR``."""

import re
from decimal import Decimal

from bot.domain.money import Money

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_TYPED = re.compile(
    r"(?P<sign>[$€£])?\s*(?P<before>[A-Za-z]{3})?\s*(?P<digits>\d[\d.,\s']*?)\s*(?P<after>[A-Za-z]{3}|[$€£])?"
)
# Groups of three before the decimals, whichever sign parts them, or no groups at all.
_AMERICAN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_EUROPEAN = re.compile(r"\d{1,3}(?:[. ']\d{3})+(?:,\d{1,2})?|\d+,\d{1,2}")
_MOST = Decimal(1_000_000_000)
_HOW = "Write an amount such as 120, $1,200.50 or 49.90 EUR."


class NotMoney(ValueError):
    """The words say no amount; the message is a sentence that says how to write one."""


def read_money(typed: str, currency: str) -> Money:
    """What was typed, in the currency that stands beside it, or else in ``currency``. Raises NotMoney."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise NotMoney(_HOW)
    named = {_SIGNS.get(each, each.upper()) for each in found.group("sign", "before", "after") if each}
    if len(named) > 1:
        raise NotMoney(f"Two currencies stand there. {_HOW}")
    amount = _amount(found["digits"])
    if not 0 < amount < _MOST:
        raise NotMoney("The amount must be more than nothing and less than a billion.")
    return Money(amount, named.pop() if named else currency)


def as_typed(money: Money) -> str:
    """The amount as it can be typed again: ``1200.50 USD``."""
    return f"{money.amount:f} {money.currency}"


def _amount(digits: str) -> Decimal:
    if _AMERICAN.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _EUROPEAN.fullmatch(digits):
        return Decimal(re.sub(r"[. ']", "", digits).replace(",", "."))
    raise NotMoney(_HOW)
