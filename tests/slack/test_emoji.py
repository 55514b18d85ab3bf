"""The table of short names."""

import unicodedata

import pytest

from bot.slack.emoji import name_of, to_unicode


@pytest.mark.parametrize(
    ("code", "character"),
    [
        (":tada:", "🎉"),
        (":pray:", "🙏"),
        (":heart:", "❤️"),
        (":thumbsup:", "👍"),
        (":white_check_mark:", "✅"),
        (":flag-us:", "🇺🇸"),
        (":woman-running::skin-tone-4:", "🏃🏽‍♀️"),
        (":tada::skin-tone-4:", "🎉"),
        (":man-woman-girl-boy:", "👨‍👩‍👧‍👦"),
        (":skin-tone-2:", "🏻"),
        ("thanks:tada:", "thanks🎉"),
        ("(:x:", "(❌"),
        (":x::b:", "❌🅱️"),
    ],
)
def test_code_becomes_character(code: str, character: str) -> None:
    assert unicodedata.normalize("NFC", to_unicode(code)) == character


@pytest.mark.parametrize("text", ["", "no codes", ":unknown_name:", "a:b:c", "::", "12:30:00", "12:100:30"])
def test_other_text_stays(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize(
    ("emoji", "name"),
    [
        ("👍", "thumbsup"),
        ("👍🏿", "thumbsup"),
        ("❤️", "heart"),
        ("❤", "heart"),
        ("🙏", "pray"),
        ("😮", "open mouth"),
        ("👍👍", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_an_emoji_is_called_by_a_name(emoji: str, name: str) -> None:
    assert name_of(emoji) == name
