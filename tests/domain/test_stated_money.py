"""Amounts as other systems state them."""

from decimal import Decimal

import pytest

from bot.domain.money import Money
from bot.domain.stated_money import NotAnAmount, read_money


def test_an_amount_is_read_exactly() -> None:
    assert read_money(" 12.50 ", "eur") == Money(Decimal("12.50"), "EUR")
    assert read_money("120", "USD").amount == 120


@pytest.mark.parametrize(
    "amount", ["", "-1", "1,000.00", "1.234", "1e3", "NaN", "12 50", "\u0661\u0662", "1" * 13]
)
def test_what_could_be_read_in_two_ways_is_refused(amount: str) -> None:
    with pytest.raises(NotAnAmount, match="Write it as"):
        read_money(amount, "USD")


@pytest.mark.parametrize("currency", ["", "$", "US", "DOLLAR", "U5D"])
def test_a_currency_has_three_letters(currency: str) -> None:
    with pytest.raises(NotAnAmount, match="three letters"):
        read_money("1", currency)
