"""Templates: what they can say, and what is refused in words."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.money import Money
from bot.templating.limits import MAX_RESULT
from bot.templating.render import Rendered, problems, render
from bot.templating.variables import SAMPLES, VARIABLES

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Call {{ company_phone }}.", "Call +1 202-555-0100."),
        ("{{ first_name|upper }} {{ client_name|last_name|lower }}", "JANE doe"),
        ("{{ client_name|first_name }}", "Jane"),
        ("{{ 'jane doe'|title }}", "Jane Doe"),
        ("{{ appointment_date }}", "Friday, Nov 27, 2026 at 10:00 AM (New York time)"),
        ("{{ appointment_date|date }}", "Friday, Nov 27, 2026"),
        ("{{ appointment_date|time }}", "10:00 AM (New York time)"),
        (
            "{% if last_order %}Order: {{ last_order }}{% else %}None{% endif %}",
            "Order: No. 1042, ready on Monday",
        ),
        ("{{ 'a' if first_name == 'Jane' else 'b' }}", "a"),
        ("{{ client_name|join('-') }}", "Jane Doe"),
        ("{# a remark #}Hi", "Hi"),
        ("100 % sure, {not} {{ '{{' }}", "100 % sure, {not} {{"),
        ("", ""),
    ],
)
def test_what_a_template_says(source: str, text: str) -> None:
    assert problems(source) == ()
    assert render(source, SAMPLES) == Rendered(text)


def test_every_variable_has_a_sample_and_can_be_used() -> None:
    for variable in VARIABLES:
        assert render(f"{{{{ {variable.name} }}}}", SAMPLES).text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Money(Decimal("12.40")), "$12.40"), (Decimal("12.4"), "$12.40"), ("free", "free"), (True, "True")],
)
def test_money_is_written_with_its_sign(value: Any, text: str) -> None:
    assert render("{{ last_order|money }}", {"last_order": value}).text == text


def test_more_digits_than_an_amount_has_stay_digits() -> None:
    assert render("{{ " + "9" * 900 + "|money }}", {}).text == "9" * 900


def test_a_list_is_joined_and_a_join_cannot_explode() -> None:
    listed: Any = ["a", "b"]
    assert render("{{ last_order|join(' and ') }}", {"last_order": listed}).text == "a and b"
    bomb = "{{ 'aa'" + "|join('bbbbbbbbbbbb')" * 15 + " }}"
    assert render(bomb, {}).text == "aa"


def test_missing_values_are_named_all_of_them_and_nothing_is_said() -> None:
    source = "{{ last_order|upper }} {{ appointment_date|date }} {{ first_name }}"
    assert render(source, {"first_name": "Jane", "last_order": ""}) == Rendered(
        "", ("last_order", "appointment_date")
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ last_order|default('nothing') }}", "nothing"),
        ("{{ last_order|upper|default('nothing') }}", "nothing"),
        ("{% if last_order is defined %}a{% else %}b{% endif %}", "b"),
        ("{{ 'a' if last_order == '' else 'b' }}", "a"),
        ("{{ 'a' if last_order != 'x' else 'b' }}", "a"),
        ("{{ last_order or 'none' }}", "none"),
    ],
)
def test_a_template_may_ask_whether_a_value_is_there(source: str, text: str) -> None:
    assert render(source, {}) == Rendered(text)


def test_what_is_wrong_is_told_with_its_line() -> None:
    assert problems("Hi\n{{ nmae }}") == (
        "Line 2: there is no value called nmae. Use one of those listed below the field.",
    )
    assert problems("{{ first_name.x }}") == ("Line 1: a dot after a name cannot be used here.",)
    assert problems("{% for x in first_name %}{% endfor %}") == ("Line 1: a loop cannot be used here.",)
    assert problems("Hi\n\n{% if first_name %}")[0].startswith("Line 3: ")


@pytest.mark.timeout(5)
def test_a_text_is_bounded_whatever_the_values() -> None:
    long = {"client_name": "x" * 1_000_000}
    assert len(render("{{ client_name }}" * 20, long).text) == MAX_RESULT


def test_a_value_is_never_read_as_a_template() -> None:
    assert render("{{ client_name }}", {"client_name": "{{ 7 }}{% for %}"}).text == "{{ 7 }}{% for %}"
