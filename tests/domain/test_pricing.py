"""What a message is estimated to cost: by country, channel and segments; the admin's own figure first."""

from datetime import date
from decimal import Decimal

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.message import Media
from bot.domain.money import Money
from bot.domain.pricing import ANYWHERE, carried_as, estimate, price_of, region_of, table, units
from bot.domain.segments import count
from bot.domain.settings import Price, WorkspaceSettings

PICTURE = Media("https://media.example/1", "image/png")
PLAIN = WorkspaceSettings()
SMS, MMS, WHATSAPP = Channel.SMS, Channel.MMS, Channel.WHATSAPP
NEW_YORK, TORONTO, LONDON, NOWHERE = "+12125550123", "+14165550123", "+447400123456", "+88216123456"


@pytest.mark.parametrize(
    ("channel", "number", "text", "media", "dollars"),
    [
        (SMS, NEW_YORK, "Hello", (), "0.0079"),
        (SMS, TORONTO, "Hello", (), "0.0079"),
        (SMS, NEW_YORK, "a" * 160, (), "0.0079"),
        (SMS, NEW_YORK, "a" * 161, (), "0.0158"),
        (SMS, NEW_YORK, "ж" * 71, (), "0.0158"),
        (SMS, NEW_YORK, "", (), "0.0079"),
        (MMS, NEW_YORK, "a" * 500, (PICTURE,), "0.02"),
        (SMS, NEW_YORK, "a" * 500, (PICTURE,), "0.02"),
        (WHATSAPP, NEW_YORK, "a" * 500, (), "0.03"),
        (WHATSAPP, NEW_YORK, "Look", (PICTURE,), "0.03"),
        (SMS, LONDON, "Hello", (), "0.056"),
        (SMS, NOWHERE, "Hello", (), "0.15"),
        (SMS, "22395", "Hello", (), "0.15"),
    ],
)
def test_what_a_message_costs(
    channel: Channel, number: str, text: str, media: tuple[Media, ...], dollars: str
) -> None:
    assert estimate(channel, number, text, media, PLAIN) == Money(Decimal(dollars))


@pytest.mark.parametrize(
    ("own", "country", "dollars"),
    [
        ((Price("US", SMS, Decimal("0.01")),), "US", "0.01"),
        ((Price("US", WHATSAPP, Decimal("0.01")),), "US", "0.0079"),
        ((Price("CA", SMS, Decimal("0.01")),), "US", "0.0079"),
        # The admin's figure for anywhere takes the place of our guess, and of nothing that is known.
        ((Price(ANYWHERE, SMS, Decimal("0.5")),), "US", "0.0079"),
        ((Price(ANYWHERE, SMS, Decimal("0.5")),), "ZZ", "0.5"),
        ((Price("US", SMS, Decimal(0)),), "US", "0"),
    ],
)
def test_an_admin_s_own_price_goes_first(own: tuple[Price, ...], country: str, dollars: str) -> None:
    assert price_of(country, SMS, own) == Decimal(dollars)


def test_the_amount_is_in_the_workspace_s_currency() -> None:
    euros = WorkspaceSettings(currency="EUR", prices=(Price("US", SMS, Decimal("0.007")),))
    assert estimate(SMS, NEW_YORK, "Hello", (), euros) == Money(Decimal("0.007"), "EUR")


def test_every_row_has_a_figure_a_day_and_a_source() -> None:
    for row in table().values():
        assert 0 < row.amount < 1, row
        assert date(2025, 1, 1) <= row.as_of <= date(2026, 12, 31), row
        assert row.source, row
        assert row.country == ANYWHERE or row.country in phonenumbers.SUPPORTED_REGIONS, row
        assert row.is_guess == row.source.startswith("a guess")


def test_every_channel_has_a_row_for_any_country() -> None:
    assert {channel for country, channel in table() if country == ANYWHERE} == set(Channel)


def test_what_the_brief_names_is_what_is_charged() -> None:
    for country in ("US", "CA"):
        assert (price_of(country, SMS), price_of(country, MMS)) == (Decimal("0.0079"), Decimal("0.02"))
        assert Decimal("0.02") <= price_of(country, WHATSAPP) <= Decimal("0.10")


# Countries that share their code with the main one, and are counted as it.
_SHARED = {"BQ", "EH", "SJ", "TA", "IM", "YT", "KZ", "CC", "GG", "AX", "CX", "BL", "VA", "JE", "MF"}


@pytest.mark.parametrize("region", sorted(set(phonenumbers.SUPPORTED_REGIONS) - _SHARED))
def test_the_country_of_a_number_is_told(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    example = example or phonenumbers.example_number(region)
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert region_of(e164) == region


@pytest.mark.parametrize("number", ["", "+", "+1", "+0", "22395", "US.1349", "+88216123456", "+999", "+1ab"])
def test_what_is_no_country_s_is_anywhere_s(number: str) -> None:
    assert region_of(number) in {ANYWHERE, "US"}
    assert number.startswith("+1") or region_of(number) == ANYWHERE


@given(st.text(max_size=20))
def test_no_number_is_too_odd_to_be_priced(number: str) -> None:
    assert estimate(SMS, number, "Hello", (), PLAIN).amount > 0


@given(st.text(max_size=700))
def test_an_sms_is_priced_by_its_segments(text: str) -> None:
    segments = max(count(text).count, 1)
    assert units(SMS, text) == segments
    assert estimate(SMS, NEW_YORK, text, (), PLAIN).amount == segments * Decimal("0.0079")
    assert units(WHATSAPP, text) == units(MMS, text) == 1


def test_a_text_with_a_picture_is_carried_as_an_mms() -> None:
    assert carried_as(SMS, (PICTURE,)) is MMS
    assert carried_as(SMS, ()) is SMS
    assert carried_as(WHATSAPP, (PICTURE,)) is WHATSAPP
