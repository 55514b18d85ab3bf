"""A draft is made ready once: what is taken out and what is added stay the same when it is asked again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Purpose
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.policy.prepare import prepared
from tests.policy.drafts import any_facts, draft, drafts, facts

CARD = DlpRule("Card number", DlpKind.CARD, outbound=DlpAction.REDACT)
ORDER = DlpRule("Order", DlpKind.PATTERN, outbound=DlpAction.REDACT, pattern=r"A\d+")
TAKES_OUT = WorkspaceSettings(dlp=(CARD, ORDER))


def test_what_is_to_be_taken_out_is() -> None:
    ready = prepared(draft("card 4111 1111 1111 1111 for A12 and A13"), facts(settings=TAKES_OUT))
    assert ready.body == "card [card number hidden] for [order hidden] and [order hidden]"
    assert ready.taken_out == ("Card number", "Order")


@pytest.mark.parametrize("action", [DlpAction.OFF, DlpAction.WARN, DlpAction.BLOCK])
def test_what_is_not_to_be_taken_out_stays(action: DlpAction) -> None:
    rules = WorkspaceSettings(dlp=(replace(ORDER, outbound=action), CARD))
    assert prepared(draft("for A12"), facts(settings=rules)).body == "for A12"


def test_an_answer_to_a_keyword_is_left_as_it_is() -> None:
    answer = draft("A12", purpose=Purpose.KEYWORD_ANSWER)
    assert prepared(answer, facts(settings=TAKES_OUT, introduced=False, business="Us")) == answer


def test_a_pattern_that_comes_to_no_end_takes_nothing_out() -> None:
    endless = WorkspaceSettings(dlp=(replace(ORDER, pattern="(a+)+$"),))
    body = "a" * 400 + "!"
    assert prepared(draft(body), facts(settings=endless)).body == body


@given(drafts, any_facts, st.lists(st.sampled_from(["A12", "A1 3", "4111 1111 1111 1111", "x", " "])))
def test_preparing_again_changes_nothing(asked: object, known: object, said: list[str]) -> None:
    body = "".join(said)
    rules = replace(known.settings, dlp=(CARD, ORDER))  # type: ignore[attr-defined]
    with_rules = replace(known, settings=rules)  # type: ignore[type-var]
    once = prepared(replace(asked, body=body), with_rules)  # type: ignore[type-var]
    assert prepared(once, with_rules) == once
