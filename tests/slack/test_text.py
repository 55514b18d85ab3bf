"""Text between Slack and a phone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.slack.pings import pings_of
from bot.slack.text import escape, mentioned, shown, to_phone, unescape

NAMES = {"U1": "Ana Ruiz"}


@pytest.mark.parametrize(
    ("slack", "phone"),
    [
        ("Ask <@U1> or <@U2|bob>, not <@W3>", "Ask Ana Ruiz or bob, not a teammate"),
        ("In <#C1|general> and <#C2|> and <#C3>", "In #general and a channel and a channel"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@front-desk> <!subteam^S2>", "@front-desk the team"),
        ("<!date^1700000000^{date}|Nov 14>", "Nov 14"),
        ("<https://a.example/x_y_z>", "https://a.example/x_y_z"),
        ("<https://a.example/?a=1&amp;b=2|Book here>", "Book here (https://a.example/?a=1&b=2)"),
        ("<https://a.example/|a.example>", "a.example"),
        ("<https://a.example|https://a.example>", "https://a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<mailto:a@b.example|Write to us>", "Write to us (a@b.example)"),
        ("<tel:+12025550123|+1 202-555-0123>", "+1 202-555-0123"),
        ("Fish &amp; chips &lt;3 &amp;lt;", "Fish & chips <3 &lt;"),
        (":wave: :slightly_smiling_face: :simple_smile:", "👋 🙂 🙂"),
        (":+1::skin-tone-6: :wave::skin-tone-2:", "👍🏿 👋🏻"),
        ("at 10:30:45 :our_own_logo:", "at 10:30:45 :our_own_logo:"),
        ("*bold* _it_ ~gone~ `code` *_both_*", "bold it gone code both"),
        ("```\nlet *x*\n```", "let *x*"),
        ("2*3*4 a_b_c ~5 * 3", "2*3*4 a_b_c ~5 * 3"),
        ("&gt; quoted", "> quoted"),
        ("• one\r\n◦ two", "- one\n- two"),
        ("zero\u200bwidth\ufeff\u00a0space", "zerowidth space"),
        ("  around  ", "around"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_phone_shows(slack: str, phone: str) -> None:
    assert to_phone(slack, NAMES) == phone


def test_marks_are_kept_for_phones_that_read_them() -> None:
    assert to_phone("*bold* &amp; `code`", {}, keep_marks=True) == "*bold* & `code`"


def test_name_from_slack_is_not_read_as_markup() -> None:
    assert to_phone("<@U1>", {"U1": "A <b> &amp; :wave:"}) == "A <b> &amp; :wave:"


def test_mentioned_users() -> None:
    assert mentioned("<@U1> <@W2|x> <#C3> @U4 &lt;@U5&gt;") == {"U1", "W2"}


@given(st.text())
def test_entities_come_back(text: str) -> None:
    assert unescape(escape(text)) == text


# What pings in Slack, whole and in parts, escaped and not.
TRICKY = st.lists(
    st.sampled_from(
        ["<", ">", "!", "@", "|", "&", "lt;", "gt;", "amp;", "channel", "here", "U1", "\n", " ", "#"]
    )
    | st.sampled_from(["<!channel>", "<@U1>", "<!subteam^S1|x>", "&lt;!here&gt;"]),
    max_size=12,
).map("".join)


@given(TRICKY)
def test_no_clients_text_pings(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert pings_of(escaped, []) == []


@given(st.text())
def test_template_like_text_stays(text: str) -> None:
    assert unescape(escape("{{7*7}}" + text)).startswith("{{7*7}}")


@given(st.text())
def test_shown_text_cannot_turn_the_line_around(text: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", shown(text))


@given(st.text())
def test_anything_can_be_read(text: str) -> None:
    assert isinstance(to_phone(text, {}), str)
