"""Card numbers are found where there is a reason to think of one, and other numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from bot.domain.detectors.cards import cards

VISA, AMEX, DINERS, MASTERCARD = "4111111111111111", "378282246310005", "30569309025904", "5555555555554444"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in cards(text)]


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\n1111\n1111\n1111",
        "3782 822463 10005",
        "3056 930902 5904",
        "5555 5555 5555 4444",
        "2223 0031 2200 3222",
        "6011 1111 1111 1117",
        "6221 2600 0000 0000",
    ],
)
def test_a_number_in_the_groups_of_a_card_is_one(number: str) -> None:
    digits = "".join(filter(str.isdigit, number))
    number = number[:-1] + luhn.calc_check_digit(digits[:-1])
    assert found(f"Here it is: {number}, thanks") == [number]


@pytest.mark.parametrize("number", [VISA, AMEX, DINERS, MASTERCARD, "3530111333300000", "4222222222222"])
@pytest.mark.parametrize(
    "text",
    [
        "my card is {}",
        "{} is the VISA",
        "{} cvv 123",
        "{}card",
        "{}, expires in May",
        "{} 04/27",
        "{} 04/2027",
        "mi tarjeta {}",
        "Amex: {}.",
        "debit\n{}",
    ],
)
def test_bare_digits_are_a_card_beside_a_word_that_goes_with_cards(text: str, number: str) -> None:
    assert found(text.format(number)) == [number]


@pytest.mark.parametrize("number", [VISA, AMEX, DINERS, MASTERCARD])
@pytest.mark.parametrize("text", ["{}", "Your order {} is ready", "ref {} please", "{} discards", "call {}"])
def test_bare_digits_alone_are_not_enough(text: str, number: str) -> None:
    assert found(text.format(number)) == []


@pytest.mark.parametrize(
    "text",
    [
        "card 4111 1111 1111 1112",  # The check digit is wrong.
        "card 1234 5678 9012 3452",  # No scheme begins so.
        "card 4111 1111 1111",
        "card 411111111111111111111111",
        "my card comes on 11/27/2026 at 10:30",
        "call +1 212 555 0123 or 212-555-0199 about your card",
        "parcel 9400 1112 0255 5842 6012 34",
        "parcel 0200 4111 1111 1111 1111 11",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_phone_number_before_a_card_does_not_hide_it() -> None:
    assert found("Call 2125550123, card 4111111111111111") == [VISA]
    assert found("212-555-0123 4111 1111 1111 1111 exp 04/27") == ["4111 1111 1111 1111"]
    assert found("212 555 0123 4111-1111-1111-1111") == ["4111-1111-1111-1111"]
    assert found("10001 4111 1111 1111 1111 123") == ["4111 1111 1111 1111"]


def test_two_cards_are_two() -> None:
    assert found("cards 4111111111111111 and 5555555555554444") == [VISA, MASTERCARD]
    assert found("cards 4111111111111111 5555555555554444") == [VISA, MASTERCARD]


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["4111-1111-1111-1111", "card " + VISA]))
def test_whatever_stands_around_it_a_card_behind_a_word_is_found(before: str, after: str, said: str) -> None:
    text = f"{before} x {said} x {after}"
    spans = list(cards(text))
    at = text.rindex(said[-16:]) if said.startswith("card") else text.rindex(said)
    assert any(start <= at and at + 16 <= end for start, end in spans)


@given(st.text(st.sampled_from("0123456789 -.\ncard/"), max_size=200))
def test_what_is_found_is_a_number_with_its_check_digit(text: str) -> None:
    end = 0
    for start, stop in cards(text):
        assert end <= start < stop <= len(text)
        digits = "".join(filter(str.isdigit, text[start:stop]))
        assert luhn.is_valid(digits)
        assert 13 <= len(digits) <= 19
        end = stop
