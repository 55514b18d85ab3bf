"""What the rules find, what is shown in its place, and what of a message may stand in Slack."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import sensitive
from bot.domain.channel import Channel
from bot.domain.message import Direction, Hidden, Message, Status
from bot.domain.sensitive import (
    Found,
    find,
    is_hidden,
    names,
    placeholder,
    redacted,
    shown_body,
    to_hide,
)
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings

DEFAULTS = WorkspaceSettings().dlp
CARD, GROUPED = "4111111111111111", "4111 1111 1111 1111"
IN, OUT = Direction.IN, Direction.OUT
WARN, REDACT, BLOCK, OFF = DlpAction.WARN, DlpAction.REDACT, DlpAction.BLOCK, DlpAction.OFF
AT = datetime(2026, 11, 20, tzinfo=UTC)


def own(pattern: str, name: str = "Order", action: DlpAction = REDACT) -> DlpRule:
    return DlpRule(name, DlpKind.PATTERN, action, action, pattern)


def message(body: str, *hidden: Hidden) -> Message:
    return Message(
        "m", "w", "v", "c", "a", IN, Channel.SMS, "+1", "+2", body, Status.RECEIVED, AT, AT, AT, hidden=hidden
    )


@pytest.mark.parametrize(
    ("text", "direction", "rule", "action"),
    [
        (f"card {CARD}", OUT, "Card number", BLOCK),
        (f"card {CARD}", IN, "Card number", REDACT),
        (GROUPED, IN, "Card number", REDACT),
        ("٤١١١ ١١١١ ١١١١ ١١١١", IN, "Card number", REDACT),
        ("536-90-4399", OUT, "Social security number", BLOCK),
        ("536-90-4399", IN, "Social security number", REDACT),
        ("DE89370400440532013000", OUT, "IBAN", WARN),
        ("DE89370400440532013000", IN, "IBAN", REDACT),
    ],
)
def test_the_defaults_find_cards_social_security_numbers_and_ibans(
    text: str, direction: Direction, rule: str, action: DlpAction
) -> None:
    [found] = find(text, DEFAULTS, direction)
    assert (found.rule, found.action, found.unsure) == (rule, action, False)


@pytest.mark.parametrize("text", ["", "See you at 9:30", f"order {CARD}", "Call +1 212 555 0123"])
def test_an_ordinary_text_holds_nothing(text: str) -> None:
    assert find(text, DEFAULTS, OUT) == ()


def test_a_rule_that_is_off_in_a_direction_finds_nothing_there() -> None:
    rules = [DlpRule("Card", DlpKind.CARD, outbound=OFF, inbound=REDACT)]
    assert find(GROUPED, rules, OUT) == ()
    assert find(GROUPED, rules, IN)


def test_what_overlaps_is_one_find_by_the_strictest_rule() -> None:
    rules = [own("abcd", "One", WARN), own("cdef", "Two", BLOCK), own("efgh", "Three", REDACT)]
    assert find("x abcdefgh x", rules, IN) == (Found("Two", BLOCK, 2, 10),)


def test_what_stands_side_by_side_is_two_finds() -> None:
    assert len(find("abcd", [own("ab"), own("cd")], IN)) == 2


def test_a_pattern_that_comes_to_no_end_counts_as_found_in_the_whole_text() -> None:
    text = "a" * 400 + "!"
    assert find(text, [own("(a+)+$", action=BLOCK)], IN) == (
        Found("Order", BLOCK, 0, len(text), unsure=True),
    )


def test_a_find_is_replaced_by_its_name() -> None:
    text = f"My card is {CARD}, my IBAN DE89370400440532013000."
    assert (
        redacted(text, find(text, DEFAULTS, IN)) == "My card is [card number hidden], my IBAN [IBAN hidden]."
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("Card number", "[card number hidden]"),
        ("IBAN", "[IBAN hidden]"),
        ("SSN", "[SSN hidden]"),
        ("X", "[X hidden]"),
    ],
)
def test_the_words_for_what_is_hidden(rule: str, words: str) -> None:
    assert placeholder(rule) == words


def test_each_rule_is_named_once() -> None:
    text = f"{GROUPED}, {GROUPED}, 536-90-4399"
    assert names(find(text, DEFAULTS, IN)) == "card number, social security number"


def test_what_was_hidden_is_not_found_in_its_own_words() -> None:
    rules = [own("hidden"), own("number", "Number")]
    once = redacted("a hidden number", find("a hidden number", rules, OUT))
    assert once == "a [order hidden] [number hidden]"
    assert find(once, rules, OUT) == ()


RULES = [*DEFAULTS, own(r"A\d+"), own("ab+", "Two", BLOCK), own("b c", "Three", WARN)]
TEXTS = st.lists(
    st.sampled_from([GROUPED, f"card {CARD}", "536-90-4399", "A12", "abbb", "b c", " ", "x", "é", "😀"])
).map("".join)


@given(st.one_of(TEXTS, st.text()), st.sampled_from(Direction))
def test_finds_are_in_order_apart_and_within_the_text(text: str, direction: Direction) -> None:
    found = find(text, RULES, direction)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from([GROUPED, f"card {CARD}", "536-90-4399", "A12", "abbb", "x"])))
def test_nothing_is_found_in_what_has_been_redacted(said: list[str]) -> None:
    text, rules = "; ".join(said), [rule for rule in RULES if rule.name != "Three"]
    assert find(redacted(text, find(text, rules, IN)), rules, IN) == ()


def test_a_message_shows_what_is_not_hidden() -> None:
    body = f"card {CARD} ok"
    hidden = to_hide(find(body, DEFAULTS, IN))
    assert shown_body(message(body, *hidden)) == "card [card number hidden] ok"
    assert is_hidden(message(body, *hidden))


def test_a_message_that_is_withheld_shows_only_why() -> None:
    hidden = [Hidden("Order", 0, 3, BLOCK), Hidden("Card number", 4, 9, REDACT)]
    assert shown_body(message("abc 12345", *hidden)) == (
        "A message was withheld because of what is in it: order."
    )
    assert is_hidden(message("abc 12345", *hidden))


def test_a_message_that_is_only_warned_of_is_shown_whole() -> None:
    warned = message("abc", Hidden("Order", 0, 3, WARN))
    assert shown_body(warned) == "abc"
    assert not is_hidden(warned)


PIECES = (
    "4111",
    "1111 1111 1111 1111",
    "٤١١١",
    "１１１１",
    "DE89 3704 0044 0532 0130 00",
    "123-45-6789",
    "ssn ",
)
MARKS = (" ", "-", ".", "\u200b", "\u00a0", "\u2013", "\r\n", "card ", "MT84MALT", "x")


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from((*PIECES, *MARKS)), max_size=24).map("".join))
def test_a_quick_look_never_passes_over_what_a_long_one_finds(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sensitive, "_may_hold_a_number", lambda _text: True)
        thorough = find(text, DEFAULTS, IN)
    assert find(text, DEFAULTS, IN) == thorough
