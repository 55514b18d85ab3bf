"""Amounts as people type them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import Money
from bot.domain.typed_money import NotMoney, as_typed, read_money


@given(
    st.decimals("0.01", "999999999", places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["USD", "EUR", "CHF"]),
)
def test_what_is_written_is_read_back(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert read_money(as_typed(money), "GBP") == money
    assert read_money(f"{amount:,} {currency}", "GBP") == money


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("120", Money(Decimal(120))),
        ("$1,200.50", Money(Decimal("1200.50"))),
        ("€ 49.90", Money(Decimal("49.90"), "EUR")),
        ("49,90 EUR", Money(Decimal("49.90"), "EUR")),
        ("1.200,50 €", Money(Decimal("1200.50"), "EUR")),
        ("eur 20", Money(Decimal(20), "EUR")),
        ("1,234", Money(Decimal(1234))),
        ("$20 USD", Money(Decimal(20))),
    ],
)
def test_people_write_it_in_many_ways(typed: str, money: Money) -> None:
    assert read_money(typed, "USD") == money


@pytest.mark.parametrize(
    "typed", ["", "much", "-5", "0", "$20 EUR", "1,2,3", "12.345.6", "1e9", "9999999999", "20 DOLLARS"]
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotMoney, match=r"\.$"):
        read_money(typed, "USD")


@given(st.text(max_size=40))
def test_whatever_is_typed_it_is_an_amount_or_refused(typed: str) -> None:
    found = None
    with suppress(NotMoney):
        found = read_money(typed, "USD")
    assert found is None or read_money(as_typed(found), "EUR") == found
