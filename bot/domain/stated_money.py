"""An amount as another system, a file or the command line states it."""

import re
from decimal import Decimal

from bot.domain.money import Money

# No thousands separators: who writes 1.250 may mean one and a quarter or a thousand and more.
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CURRENCY = re.compile("[A-Z]{3}")


class NotAnAmount(ValueError):
    """The words name no amount; the message is a sentence that says what to write instead."""


def read_money(amount: str, currency: str) -> Money:
    """An amount in a currency (ISO 4217). Raises NotAnAmount."""
    if not _AMOUNT.fullmatch(amount.strip()):
        raise NotAnAmount("It is no amount. Write it as 12.50.")
    if not _CURRENCY.fullmatch(currency.strip().upper()):
        raise NotAnAmount("Write the currency's three letters, such as USD.")
    return Money(Decimal(amount.strip()), currency.strip().upper())
