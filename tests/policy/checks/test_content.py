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


def test_what_is_added_for_the_client_counts() -> None:
    assert not list(content(draft("a" * 1580, notice="b" * 19), facts(), NOW))
    [reason] = content(draft("a" * 1580, notice="b" * 20), facts(), NOW)
    assert reason.words == (
        "The text has 1,580 characters and 21 more are added for the client; SMS takes 1,600. "
        "Shorten it by 1 or send it in parts."
    )


@pytest.mark.parametrize(
    ("more", "most"),
    [({"is_template": True}, 1024), ({"max_characters": 1000}, 1000), ({"max_characters": 9000}, 4096)],
)
def test_a_template_and_a_sender_have_limits_of_their_own(more: dict[str, object], most: int) -> None:
    fits = draft("a" * most, channel=Channel.WHATSAPP, **more)
    assert not list(content(fits, facts(), NOW))
    over = draft("a" * (most + 1), channel=Channel.WHATSAPP, **more)
    assert [reason.code for reason in content(over, facts(), NOW)] == ["too_long"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Hi {{client_name}}", "{{client_name}}."),
        ("Hi {{ client_name }}, at {{time}} {{time}}", "{{ client_name }}, {{time}}."),
        ("{{First Name}}", "{{First Name}}."),
        ("a {{ x | upper }} b", "{{ x | upper }}."),
    ],
)
def test_a_gap_in_double_braces_is_refused_and_named(body: str, names: str) -> None:
    [reason] = content(draft(body), facts(), NOW)
    assert (reason.code, reason.is_warning) == ("unresolved_variable", False)
    assert reason.sentence.endswith(names)


@pytest.mark.parametrize("body", ["Hi {First Name}", "Hi {name}, ok", "{ client_name }"])
def test_a_gap_in_single_braces_is_only_warned_of(body: str) -> None:
    [reason] = content(draft(body), facts(), NOW)
    assert (reason.code, reason.is_warning) == ("looks_unresolved", True)


@pytest.mark.parametrize("body", ["{}", "{1, 2}", "{{}}", "a { b", "f(x) = {x > 1}", "{{{"])
def test_other_braces_are_nothing(body: str) -> None:
    assert not list(content(draft(body), facts(), NOW))
