"""Dates, times and amounts in the language of the client who reads them."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.domain.languages import languages
from bot.domain.money import Money
from bot.templating.render import render
from bot.templating.variables import NAMES, SAMPLES

MONDAY = date(2026, 11, 30)
EUROS = Money(Decimal("1234.50"), "EUR")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("", "Friday, Nov 27, 2026 at 10:00 AM (New York time)"),
        ("en", "Friday, Nov 27, 2026 at 10:00 AM (New York time)"),
        ("es", "viernes, 27 de noviembre de 2026 a las 10:00 (hora de Nueva York)"),
        ("fr", "vendredi 27 novembre 2026 à 10:00 (heure de New York)"),
        ("de", "Freitag, 27. November 2026 um 10:00 (Ortszeit New York)"),
        ("pt", "sexta-feira, 27 de novembro de 2026 às 10:00 (hora de Nova York)"),
        ("it", "venerdì 27 novembre 2026 alle 10:00 (ora di New York)"),
        ("nl", "vrijdag 27 november 2026 om 10:00 (tijd in New York)"),
        ("ja", "2026年11月27日金曜日, 10:00 (ニューヨーク)"),
    ],
)
def test_a_moment_is_written_in_the_client_s_language(language: str, text: str) -> None:
    assert render("{{ appointment_date }}", SAMPLES, language=language).text == text
    both = render("{{ appointment_date|date }}/{{ appointment_date|time }}", SAMPLES, language=language).text
    assert all(part in text for part in both.split("/"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("", "Nov 30, 2026; Monday, Nov 30, 2026; Nov 30, 2026; Monday; €1,234.50"),
        ("es", "30 nov 2026; lunes, 30 de noviembre de 2026; 30 nov 2026; lunes; 1.234,50 €"),
        ("de", "30.11.2026; Montag, 30. November 2026; 30.11.2026; Montag; 1.234,50 €"),
        ("fr", "30 nov. 2026; lundi 30 novembre 2026; 30 nov. 2026; lundi; 1 234,50 €"),
    ],
)
def test_days_and_amounts(language: str, text: str) -> None:
    source = (
        "{{ due_date }}; {{ due_date|date }}; {{ due_date|short_date }}; {{ due_date|weekday }}; "
        "{{ invoice_amount }}"
    )
    values = {"due_date": MONDAY, "invoice_amount": EUROS}
    assert render(source, values, language=language).text == text


def test_the_same_template_is_written_anew_in_each_language() -> None:
    source = "{{ 12|money }} {{ due_date|weekday|upper }}"
    said = [render(source, SAMPLES, language=language).text for language in ("de", "en", "es")]
    assert said == ["12,00 $ MONTAG", "$12.00 MONDAY", "12,00 US$ LUNES"]


@pytest.mark.parametrize("language", ["es", "fr", "de", "pt", "it", "nl"])
def test_no_blank_of_theirs_makes_an_sms_longer(language: str) -> None:
    source = "{{ invoice_amount }} {{ due_date }} {{ appointment_date }}"
    text = render(source, {**SAMPLES, "invoice_amount": EUROS}, language=language).text
    assert "\u00a0" not in text
    assert "\u202f" not in text


def test_every_language_that_a_client_may_speak_gives_a_text() -> None:
    for language in languages():
        assert render("{{ appointment_date }} {{ invoice_amount }}", SAMPLES, NAMES, language).text


def test_a_moment_without_a_place_names_none() -> None:
    at = datetime(2026, 11, 27, 15, tzinfo=ZoneInfo("UTC"))
    assert (
        render("{{ appointment_date|time }}", {"appointment_date": at}, language="es").text
        == "15:00 (hora de UTC)"
    )
    plain = at.replace(tzinfo=None)
    assert render("{{ appointment_date|time }}", {"appointment_date": plain}, language="es").text == "15:00"
    assert (
        render("{{ appointment_date|time }}", {"appointment_date": at.astimezone(UTC)}).text
        == "3:00 PM (UTC time)"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ '+12025550100'|phone }}", "+1 202-555-0100"),
        ("{{ 'the desk'|phone }}", "the desk"),
        ("{{ first_name|weekday }}", "Jane"),
        ("{{ due_date|time }}", "Nov 30, 2026"),
    ],
)
def test_what_is_of_another_kind_stays_as_it_is(source: str, text: str) -> None:
    assert render(source, SAMPLES).text == text


def test_who_writes_english_waits_for_no_dictionary() -> None:
    program = (
        "import sys\n"
        "from bot.templating.render import render\n"
        "from bot.templating.variables import SAMPLES\n"
        "render('{{ appointment_date }} {{ invoice_amount }}', SAMPLES, language='en')\n"
        "assert 'babel' not in sys.modules\n"
        "render('{{ appointment_date }}', SAMPLES, language='es')\n"
        "assert 'babel' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
