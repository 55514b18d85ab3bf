"""What the composer makes of typed words."""

import pytest

from bot.sandbox.slack.emoji import BY_CODE, is_known
from bot.sandbox.slack.models import Channel, User
from bot.sandbox.slack.rich_text import rich_text
from bot.sandbox.slack.text import compose

USERS = [User("U0MAYA", "maya", "Maya Ortiz"), User("U0MAY", "may", "May")]
CHANNELS = [Channel("C0GENERAL", "general", "channel", [], 0)]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("@Maya Ortiz and @maya", "<@U0MAYA> and <@U0MAYA>"),
        ("@May, hello", "<@U0MAY>, hello"),
        ("@mayor", "@mayor"),
        ("see #general", "see <#C0GENERAL|general>"),
        ("@channel", "<!channel>"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("https://a.example/b?c=1&d=2.", "<https://a.example/b?c=1&amp;d=2>."),
        ("write to jane@doe.example", "write to <mailto:jane@doe.example|jane@doe.example>"),
        ("on example.com today", "on <http://example.com|example.com> today"),
        ("call +1 (303) 555-0100 now", "call <tel:+13035550100|+1 (303) 555-0100> now"),
        ("at 9:30 on 2026-11-22", "at 9:30 on 2026-11-22"),
        ("great 👍🎉", "great :+1::tada:"),
        ("with ❤ and ❤️", "with :heart: and :heart:"),
        ("fine :)", "fine :slightly_smiling_face:"),
        ("a:)b", "a:)b"),
        ("`@maya 👍 <b>`", "`@maya 👍 &lt;b&gt;`"),
    ],
)
def test_composer(typed: str, sent: str) -> None:
    assert compose(typed, USERS, CHANNELS) == sent


@pytest.mark.parametrize(
    "name",
    [
        "hourglass_flowing_sand",
        "outbox_tray",
        "white_check_mark",
        "eyes",
        "x",
        "grey_question",
        "wastebasket",
        "lock",
        "warning",
        "thumbsup",
        "+1",
        "tada",
        "wave",
        "heart",
        "pray",
        "calendar",
        "phone",
        "iphone",
        "speech_balloon",
        "wave::skin-tone-3",
    ],
)
def test_emoji_that_are_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("name", ["", ":wave:", "nosuch", "wave::skin-tone-9", "👋", "Wave"])
def test_emoji_that_are_not(name: str) -> None:
    assert not is_known(name)


def test_every_code_has_a_character() -> None:
    assert len(BY_CODE) > 300
    assert not any(character.isascii() for character in BY_CODE.values())


def test_rich_text_splits_entities_from_words() -> None:
    [block] = rich_text("Hi <@U0MAYA> &amp; <https://a.example|A> :tada: <!here> <#C0X|x>")
    kinds = [one["type"] for one in block["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "link", "text", "emoji", "text", "broadcast", "text", "channel"]
    assert block["elements"][0]["elements"][2]["text"] == " & "
    assert rich_text("") == []
