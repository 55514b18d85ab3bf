"""Social security numbers and IBANs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detectors.numbers import ibans, social_security_numbers


def ssns(text: str) -> list[str]:
    return [text[start:end] for start, end in social_security_numbers(text)]


def accounts(text: str) -> list[str]:
    return [text[start:end] for start, end in ibans(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("536-90-4399", "536-90-4399"),
        ("It is 536 90 4399.", "536 90 4399"),
        ("ssn 536904399", "536904399"),
        ("536904399 is my Social Security number", "536904399"),
        ("SS# 536904399", "536904399"),
    ],
)
def test_a_social_security_number_is_found(text: str, number: str) -> None:
    assert ssns(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "536904399",
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "536-00-4399",
        "536-90-0000",
        "536-90 4399",
        "1536-90-4399",
        "536-90-43990",
        "212-555-0123",
        "social event 12345678",
    ],
)
def test_what_cannot_be_one_is_left_alone(text: str) -> None:
    assert ssns(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000",
        "gb29nwbk60161331926819",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NO93-8601-1117-947",
        "MT84MALT011000012345MTLCAST001S",
    ],
)
@pytest.mark.parametrize("text", ["{}", "To {} thanks a lot", "IBAN:{}.", "{}\nJane", "XX00 0000 {}"])
def test_an_iban_is_found_among_words(text: str, number: str) -> None:
    assert accounts(text.format(number)) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "DE88 3704 0044 0532 0130 00",
        "DE89 3704 0044 0532 0130",
        "ZZ89 3704 0044 0532 0130 00",
        "xDE89370400440532013000",
        "DE89370400440532013000x",
        "Room AB12 at 9",
        "",
    ],
)
def test_what_is_no_iban_is_left_alone(text: str) -> None:
    assert accounts(text) == []


@given(st.text(st.sampled_from("DE89370400440532013000 -x\n"), max_size=120))
def test_finds_are_in_their_order_and_within_the_text(text: str) -> None:
    for spans in (list(ibans(text)), list(social_security_numbers(text))):
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
