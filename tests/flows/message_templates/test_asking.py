"""Which values of a template are asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.storable import storable
from bot.flows.message_templates.asking import MOST_ASKED, asked_for
from bot.templating.render import BadTemplate

KNOWN = {"first_name": "Jane", "company_name": None}


def test_what_is_known_is_not_asked_for_and_cannot_be_changed() -> None:
    found = asked_for(["Hello {{ first_name }}"], KNOWN, {"first_name": "Mallory"})
    assert (found.texts, found.names, found.missing) == (("Hello Jane",), (), ())


def test_what_nobody_knows_is_asked_for_in_its_order_once() -> None:
    sources = ["{{ b }} {{ company_name }}", "{{ a }} {{ b }}"]
    found = asked_for(sources, KNOWN, {})
    assert (found.texts, found.names) == (("", ""), ("b", "company_name", "a"))
    assert found.missing == found.names
    done = asked_for(sources, KNOWN, {"a": "1", "b": "2", "company_name": " Harbor "})
    assert (done.texts, done.names, done.missing) == (("2 Harbor", "1 2"), found.names, ())


def test_an_answer_may_lead_to_a_further_question_and_the_first_stays() -> None:
    source = "{{ place }}{% if place == 'home' %} {{ street }}{% endif %}"
    assert asked_for([source], {}, {}).names == ("place",)
    assert asked_for([source], {}, {"place": "clinic"}).names == ("place",)
    found = asked_for([source], {}, {"place": "home"})
    assert (found.names, found.missing) == (("place", "street"), ("street",))
    assert asked_for([source], {}, {"place": "home", "street": "Elm"}).texts == ("home Elm",)


def test_blanks_are_no_answer() -> None:
    assert asked_for(["{{ a }}"], {}, {"a": " \n"}).missing == ("a",)


def test_more_than_a_form_holds_is_said() -> None:
    names = [f"v{number}" for number in range(MOST_ASKED + 1)]
    found = asked_for([" ".join(f"{{{{ {name} }}}}" for name in names)], {}, dict.fromkeys(names, "x"))
    assert found.too_many


@given(st.text(max_size=200))
def test_an_answer_stands_in_the_text_as_it_is(answer: str) -> None:
    """Whatever looks like a template in it is not one."""
    found = asked_for(["<{{ a }}>"], {}, {"a": answer})
    assert (
        found.missing == ("a",) if not answer.strip() else found.texts == (storable(f"<{answer.strip()}>"),)
    )


def test_one_that_is_no_template_is_refused() -> None:
    with pytest.raises(BadTemplate):
        asked_for(["{{ 7*7 }}"], {}, {})


def test_days_are_written_in_the_language_of_the_words() -> None:
    known = {"due_date": date(2026, 11, 30)}
    assert asked_for(["{{ due_date|date }}"], known, {}, "es").texts == ("lunes, 30 de noviembre de 2026",)
    assert asked_for(["{{ due_date|date }}"], known, {}).texts == ("Monday, Nov 30, 2026",)
