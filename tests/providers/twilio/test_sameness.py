"""A listed text is ours when only Twilio's own changes are between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.twilio.sameness import same_text


@pytest.mark.parametrize(
    ("listed", "ours"),
    [
        ("See you at 3", "See you at 3"),
        ("Sent from your Twilio trial account - See you at 3", "See you at 3"),
        ('It\'s "open" - come...', "It’s “open” – come…"),
        ("See you\nat 3", "See you\r\nat 3 "),
    ],
)
def test_the_same(listed: str, ours: str) -> None:
    assert same_text(listed, ours)


@pytest.mark.parametrize(("listed", "ours"), [("See you at 3", "See you at 4"), ("", "Hi"), ("hi", "Hi")])
def test_another(listed: str, ours: str) -> None:
    assert not same_text(listed, ours)


@given(st.text())
def test_every_text_is_the_same_as_itself(text: str) -> None:
    assert same_text(text, text)
