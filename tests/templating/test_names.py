"""Which values a template names: what people are asked for where nobody knows it."""

import pytest

from bot.templating.names import names_in


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Hello", set()),
        ("Hi {{ first_name }}, ask for {{ doctor }}.", {"first_name", "doctor"}),
        ("{{ appointment_date|date }} at {{ appointment_date|time }}", {"appointment_date"}),
        ("{{ total|money }} {{ nick|unheard_of }}", {"total", "nick"}),
        (
            "{% if paid %}Thanks{% elif due %}{{ amount|default(nothing) }}{% endif %}",
            {"paid", "due", "amount", "nothing"},
        ),
        ("{{ Doctor }} {{ _hidden }} {{ " + "a" * 41 + " }}", set()),
        ("{{ broken", set()),
        ("{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}", set()),
    ],
)
def test_a_name_is_found_wherever_it_stands(source: str, names: set[str]) -> None:
    assert names_in(source) == names
