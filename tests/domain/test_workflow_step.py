"""What a workflow hands to the step, read for each kind of occasion."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import Money
from bot.domain.occasion import OccasionKind
from bot.domain.workflow_step import INPUTS, NotAsked, read_inputs

LEAST = {"kind": "appointment", "number": "+12125550123"}


def test_details_are_what_the_kind_has() -> None:
    given_ = LEAST | {"details": "Pier 2", "when": "1764000000"}
    place = read_inputs(given_, "USD")
    assert (place.details.place, place.at) == ("Pier 2", datetime.fromtimestamp(1764000000, UTC))
    assert read_inputs(given_ | {"kind": "payment"}, "USD").details.number == "Pier 2"
    assert read_inputs(given_ | {"kind": "document"}, "USD").details.name == "Pier 2"
    assert read_inputs(LEAST | {"kind": "new_client"}, "USD").kind is OccasionKind.NEW_CLIENT


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("120", Money(Decimal(120), "USD")),
        ("$120.00", Money(Decimal("120.00"), "USD")),
        ("€5", Money(Decimal(5), "EUR")),
        ("12.50 GBP", Money(Decimal("12.50"), "GBP")),
    ],
)
def test_an_amount_is_written_as_people_do(written: str, amount: Money) -> None:
    assert read_inputs(LEAST | {"amount": written}, "USD").details.amount == amount


def test_an_amount_without_a_currency_is_in_the_team_s() -> None:
    assert read_inputs(LEAST | {"amount": "120"}, "EUR").details.amount == Money(Decimal(120), "EUR")


def test_an_invoice_s_number_that_is_too_long_is_told_as_the_details() -> None:
    """It is no trouble with the client's phone."""
    with pytest.raises(NotAsked, match="Details: at most 120 characters"):
        read_inputs(LEAST | {"kind": "payment", "details": "7" * 121}, "USD")


@given(st.dictionaries(st.sampled_from(INPUTS), st.text(max_size=40)))
def test_whatever_is_handed_over_is_read_or_told_in_a_sentence(inputs: dict[str, str]) -> None:
    with suppress(NotAsked):
        read_inputs(LEAST | inputs, "USD")
