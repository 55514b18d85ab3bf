"""Templates: what they can say, what is refused in words, and attacks that come to nothing at once."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.money import Money
from bot.templating.filters import FILTERS, MAX_RESULT
from bot.templating.render import BadTemplate, Rendered, problems, render
from bot.templating.rules import MAX_SOURCE
from bot.templating.variables import NAMES, SAMPLES, VARIABLES

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


def test_money_is_written_with_its_sign() -> None:
    assert FILTERS["money"](Money(Decimal("12.40"))) == "$12.40"
    assert FILTERS["money"](Decimal("12.4")) == "$12.40"
    assert FILTERS["money"]("free") == "free"


def test_a_list_is_joined_and_a_join_cannot_explode() -> None:
    assert FILTERS["join"](["a", "b"], " and ") == "a and b"
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


ATTACKS = [
    "{{ 'a'*10**9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9**9**9**9 }}",
    "{{ first_name ** 2 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ '%1000000000s' % first_name }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ '%s'|format(first_name) }}",
    "{{ first_name|attr('__class__') }}",
    "{{ first_name.__class__ }}",
    "{{ first_name['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ range(10**9) }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ namespace() }}",
    "{{ dict() }}",
    "{% for a in client_name %}{% for b in client_name %}x{% endfor %}{% endfor %}",
    "{% for a in [1]|batch(1) recursive %}{{ loop(a) }}{% endfor %}",
    "{% set x = 'a' %}{{ x }}",
    "{% set x %}a{% endset %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends 'x' %}",
    "{% block b %}{% endblock %}",
    "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% filter upper %}a{% endfilter %}",
    "{% call first_name() %}{% endcall %}",
    "{% raw %}never closed",
    "{{ [first_name]*1000 }}",
    "{{ {'a': first_name} }}",
    "{{ (first_name, first_name) }}",
    "{{ first_name|map('upper') }}",
    "{{ first_name|replace('a', 'aaaaaaaaaaaaaaaa') }}",
    "{{ first_name|center(1000000000) }}",
    "{{ first_name|indent(100000000) }}",
    "{{ first_name|join(d='x') }}",
    "{{ first_name|join(*client_name) }}",
    "{{ first_name|upper('x') }}",
    "{{ first_name is string }}",
    "{{ first_name < last_order }}",
    "{{ 'a' in first_name }}",
    "{{ -1 }}",
    "{{ 1 / 0 }}",
    "{{ secret }}",
    "{{ config }}",
    "{{ " + "(" * 400 + "first_name" + ")" * 400 + " }}",
    "{{ " + "not " * 240 + "first_name }}",
    "{{ " + "[" * 400 + "]" * 400 + " }}",
    "{{ first_name" + "|upper" * 160 + " }}",
    "{% if first_name %}" * 40 + "x" + "{% endif %}" * 40,
    "{{ first_name",
    "{% if first_name %}",
    "{% nonsense %}",
    "{{ }}",
    "x" * (MAX_SOURCE + 1),
]


@pytest.mark.parametrize("source", ATTACKS)
@pytest.mark.timeout(5)
def test_attacks_are_refused_in_words(source: str) -> None:
    found = problems(source)
    assert found
    assert all(len(sentence) < 300 and sentence.endswith(".") for sentence in found)
    with pytest.raises(BadTemplate):
        render(source, SAMPLES)


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


@settings(deadline=None)
@given(st.text(alphabet="{}%|'\"()[] .*+~#-\n" + "abinfotu_", max_size=80))
def test_whatever_is_typed_is_filled_in_or_refused(source: str) -> None:
    try:
        rendered = render(source, dict.fromkeys(NAMES, "x"))
    except BadTemplate:
        assert problems(source)
    else:
        assert len(rendered.text) <= MAX_RESULT
