"""Values of the domain that a column keeps as JSON come back as they went in."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.extras import NO_EXTRAS, Contact, Extras, Place, Pressed, Reacted, Referral
from bot.domain.template import SentTemplate
from bot.storage.as_json import extras_as_json, read_extras, read_template, template_as_json

degrees = st.floats(-180, 180)
extras = st.builds(
    Extras,
    pressed=st.none() | st.builds(Pressed),
    reacted=st.none() | st.builds(Reacted),
    place=st.none() | st.builds(Place, degrees, degrees),
    contacts=st.lists(st.builds(Contact), max_size=3).map(tuple),
    referral=st.none() | st.builds(Referral),
)


@given(extras)
def test_what_came_with_a_text_comes_back(given_extras: Extras) -> None:
    stored = json.loads(json.dumps(extras_as_json(given_extras)))
    assert read_extras(stored) == given_extras


@given(st.builds(SentTemplate))
def test_a_template_comes_back(template: SentTemplate) -> None:
    assert read_template(json.loads(json.dumps(template_as_json(template)))) == template


def test_nothing_is_kept_as_nothing() -> None:
    assert (extras_as_json(NO_EXTRAS), template_as_json(None)) == (None, None)
    assert (read_extras(None), read_template(None)) == (NO_EXTRAS, None)


def test_only_what_is_there_is_kept() -> None:
    assert extras_as_json(Extras(pressed=Pressed("Yes"))) == {"pressed": {"title": "Yes"}}
