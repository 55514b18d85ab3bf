"""Phone numbers: what people type, in many regions, and the sentences they get for what is none."""

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phonenumbers import timezone

from bot.domain.phone import (
    NotAPhoneNumber,
    PhoneNumber,
    cannot_receive_texts,
    display,
    looks_like_number,
    parse,
    time_zones,
)

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("+1 202-555-0123", "US", "+12025550123"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("202.555.0123", "US", "+12025550123"),
        ("1 202 555 0123", "CA", "+12025550123"),
        ("  +12025550123\t", "DE", "+12025550123"),
        ("tel:+12025550123", "US", "+12025550123"),
        ("+1 202-555-0123 ext. 5", "US", "+12025550123"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("+1２０２５５５０１２３", "US", "+12025550123"),
        ("00 1 202 555 0123", "DE", "+12025550123"),
        ("011 44 7400 123456", "US", "+447400123456"),
        ("07400 123456", "GB", "+447400123456"),
        ("+44 (0)7400 123456", "US", "+447400123456"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("0151 23456789", "DE", "+4915123456789"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("0412 345 678", "AU", "+61412345678"),
        ("02 1234 5678", "IT", "+390212345678"),
        ("312 345 6789", "IT", "+393123456789"),
        ("098765 43210", "IN", "+919876543210"),
        ("+54 9 11 2345 6789", "AR", "+5491123456789"),
        ("11 96123-4567", "BR", "+5511961234567"),
        ("222 123 4567", "MX", "+522221234567"),
        ("090-1234-5678", "JP", "+819012345678"),
        ("010-2000-0000", "KR", "+821020000000"),
        ("050-234-5678", "IL", "+972502345678"),
        ("٠١٠٠١٢٣٤٥٦٧", "EG", "+201001234567"),
        ("+800 1234 5678", "US", "+80012345678"),
    ],
)
def test_a_number_is_read_as_it_is_typed_in_its_region(typed: str, region: str, e164: str) -> None:
    assert parse(typed, region) == PhoneNumber(e164)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type a phone number such as +1 202-555-0123."),
        (" \n ", "Type a phone number such as +1 202-555-0123."),
        ("5" * 41, "Type a phone number such as +1 202-555-0123."),
        ("Jane Doe", "“Jane Doe” is not a phone number."),
        ("1", "“1” is not a phone number."),
        ("<!channel>", "is not a phone number."),
        ("555-01", "“555-01” is too short"),
        ("911", "“911” is too short"),
        ("+1 202 555", "too short"),
        ("+1 202 555 0123 45678", "too long"),
        ("+999 1234 5678", "“+999 1234 5678” has a country code that does not exist."),
        ("+210 555 0123", "has a country code that does not exist."),
        ("+1 555 555 5555", "is not a number in use."),
        ("+1 123 555 0123", "is not a number in use."),
        ("+44 7999 99999999", "too long"),
    ],
)
def test_what_is_no_number_is_answered_with_what_is_wrong_and_what_to_type(typed: str, says: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        parse(typed, "US")
    assert says in str(refused.value)
    assert "+1 202-555-0123" in str(refused.value) or "country code" in str(refused.value)


def test_a_local_number_in_a_region_that_does_not_exist_is_refused_in_words() -> None:
    with pytest.raises(NotAPhoneNumber, match="Type one such as"):
        parse("202 555 0123", "XX")


def answer(text: str, region: str) -> str:
    """The number that the text is, or what the person is told."""
    try:
        return parse(text, region).e164
    except NotAPhoneNumber as refused:
        return str(refused)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(REGIONS))
def test_no_text_raises_anything_but_the_refusal(text: str, region: str) -> None:
    assert answer(text, region)[-1:].isdigit() or answer(text, region).endswith(".")


@settings(deadline=None)
@given(st.text("+0123456789 ()-.ext;#*/", max_size=45), st.sampled_from(REGIONS))
def test_no_likely_text_raises_anything_but_the_refusal(text: str, region: str) -> None:
    assert answer(text, region).startswith("+") or answer(text, region).endswith(".")


@st.composite
def valid_numbers(draw: st.DrawFn) -> str:
    """A valid number near one region's example of a kind."""
    region = draw(st.sampled_from(REGIONS))
    kinds = sorted(phonenumbers.supported_types_for_region(region))
    example = phonenumbers.example_number_for_type(region, draw(st.sampled_from(kinds)))
    assume(example is not None)
    text = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    ending = draw(st.text("0123456789", min_size=3, max_size=3))
    changed = phonenumbers.parse(text[:-3] + ending, None)
    number = changed if phonenumbers.is_valid_number(changed) else example
    assume(phonenumbers.is_valid_number(number))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@settings(deadline=None)
@given(valid_numbers(), st.sampled_from(REGIONS))
def test_a_number_as_shown_is_read_back_as_the_same_number(e164: str, region: str) -> None:
    assert parse(e164, region).e164 == e164
    assert parse(display(e164), region).e164 == e164
    assert parse(PhoneNumber(e164).shown, region).e164 == e164


@settings(deadline=None)
@given(valid_numbers())
def test_every_valid_number_can_be_asked_about(e164: str) -> None:
    assert cannot_receive_texts(e164) in {True, False}
    assert all("/" in zone for zone in time_zones(e164))


@pytest.mark.parametrize("hundreds", range(2, 10))
def test_what_is_told_by_an_exchange_is_what_the_plan_says_of_each_of_its_numbers(hundreds: int) -> None:
    for code in range(100 * hundreds, 100 * hundreds + 100):
        for exchange in range(7, 1000, 111):
            for subscriber in ("0123", "9999"):
                e164 = f"+1{code}{exchange:03}{subscriber}"
                number = phonenumbers.parse(e164)
                zones = set(timezone.time_zones_for_number(number)) - {timezone.UNKNOWN_TIMEZONE}
                assert set(time_zones(e164)) == zones
                told = phonenumbers.number_type(number)
                landline = told == phonenumbers.PhoneNumberType.FIXED_LINE
                assert cannot_receive_texts(e164) is landline


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+12025550123", "+1 202-555-0123"),
        ("+4930901820", "+49 30 901820"),
        ("22395", "22395"),
        ("HARBOR", "HARBOR"),
        ("US.13491208655302741918", "US.13491208655302741918"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_write_it_and_anything_else_as_it_is(value: str, shown: str) -> None:
    assert display(value) == shown


@pytest.mark.parametrize(
    ("value", "landline"),
    [
        ("+442079460018", True),
        ("+4930901820", True),
        ("+390212345678", True),
        ("+447400123456", False),
        ("+12025550123", False),
        ("22395", False),
        ("HARBOR", False),
        ("US.13491208655302741918", False),
    ],
)
def test_a_landline_is_known_where_the_plan_tells_and_nothing_else_is_called_one(
    value: str, landline: bool
) -> None:
    assert cannot_receive_texts(value) is landline


@pytest.mark.parametrize(
    ("value", "zones"),
    [
        ("+12125550123", {"America/New_York"}),
        ("+442079460018", {"Europe/London"}),
        ("+12085550123", {"America/Boise", "America/Los_Angeles"}),
        ("22395", set()),
        ("HARBOR", set()),
    ],
)
def test_the_zones_of_a_number_are_all_those_it_may_be_in(value: str, zones: set[str]) -> None:
    assert zones <= set(time_zones(value))
    assert bool(zones) == bool(time_zones(value))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+1 202-555-0123", True),
        ("(202) 555-0123", True),
        ("55501", True),
        ("5550", False),
        ("Jane Doe", False),
        ("Unit 12345", False),
        ("", False),
    ],
)
def test_a_number_is_told_from_a_name(text: str, number: bool) -> None:
    assert looks_like_number(text) is number
