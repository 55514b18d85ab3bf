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
    place = read_inputs(given_)
    assert (place.details.place, place.at) == ("Pier 2", datetime.fromtimestamp(1764000000, UTC))
    assert read_inputs(given_ | {"kind": "payment"}).details.number == "Pier 2"
    assert read_inputs(given_ | {"kind": "document"}).details.name == "Pier 2"
    assert read_inputs(LEAST | {"kind": "new_client"}).kind is OccasionKind.NEW_CLIENT


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
    assert read_inputs(LEAST | {"amount": written}).details.amount == amount


@given(st.dictionaries(st.sampled_from(INPUTS), st.text(max_size=40)))
def test_whatever_is_handed_over_is_read_or_told_in_a_sentence(inputs: dict[str, str]) -> None:
    with suppress(NotAsked):
        read_inputs(LEAST | inputs)
