"""A text must be there, and fit."""

import pytest

from bot.domain.channel import Channel
from bot.policy.checks.content import content
from tests.policy.drafts import NOW, PICTURE, draft, facts


@pytest.mark.parametrize("body", ["", " ", "\n\t", "\u00a0\u2003"])
@pytest.mark.parametrize("channel", Channel)
def test_a_text_of_nothing_but_space_is_refused(body: str, channel: Channel) -> None:
    assert [reason.code for reason in content(draft(body, channel=channel), facts(), NOW)] == ["empty"]


@pytest.mark.parametrize("body", ["", "  "])
def test_a_picture_needs_no_text(body: str) -> None:
    assert not list(content(draft(body, channel=Channel.MMS, media=(PICTURE,)), facts(), NOW))


@pytest.mark.parametrize(
    ("channel", "most"), [(Channel.SMS, 1600), (Channel.MMS, 1600), (Channel.WHATSAPP, 4096)]
)
def test_a_text_may_have_what_the_channel_takes_and_not_one_character_more(
    channel: Channel, most: int
) -> None:
    assert not list(content(draft("a" * most, channel=channel), facts(), NOW))
    [reason] = content(draft("a" * (most + 1), channel=channel), facts(), NOW)
    assert reason.code == "too_long"


def test_a_text_that_is_too_long_is_told_its_length_the_limit_and_what_to_cut() -> None:
    [reason] = content(draft("a" * 5000), facts(), NOW)
    assert reason.words == (
        "The text has 5,000 characters; SMS takes 1,600. Shorten it by 3,400 or send it in parts."
    )


def test_a_picture_does_not_make_a_text_that_is_too_long_fit() -> None:
    too_long = draft("a" * 1601, channel=Channel.MMS, media=(PICTURE,))
    assert [reason.code for reason in content(too_long, facts(), NOW)] == ["too_long"]
