"""What must not travel is refused, told or taken out; the words name the rule and never what it found."""

import pytest

from bot.domain.message import Override, Purpose
from bot.domain.roles import Role
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.policy.checks.sensitive import sensitive
from bot.policy.decision import Refuse, Send, Weight, may_override
from bot.policy.pipeline import decide
from tests.policy.drafts import NOW, draft, facts

CARD, SSN, IBAN = "4111 1111 1111 1111", "536-90-4399", "DE89370400440532013000"
ORDER = DlpRule("Order", DlpKind.PATTERN, outbound=DlpAction.REDACT, pattern="(a+)+$")


@pytest.mark.parametrize(
    ("body", "code", "weight", "names"),
    [
        ("Hello", None, None, ""),
        ("Your order 4111111111111111", None, None, ""),
        (f"card {CARD}", "sensitive", Weight.REFUSE, "card number."),
        (f"my number is {SSN}", "sensitive", Weight.REFUSE, "social security number."),
        (f"{CARD} and {SSN}", "sensitive", Weight.REFUSE, "card number, social security number."),
        (f"to {IBAN}", "sensitive_warning", Weight.WARN, "IBAN."),
    ],
)
def test_the_rules_that_come_with_the_product(
    body: str, code: str | None, weight: Weight | None, names: str
) -> None:
    reasons = list(sensitive(draft(body), facts(), NOW))
    assert [reason.code for reason in reasons] == ([code] if code else [])
    for reason in reasons:
        assert reason.weight is weight
        assert reason.sentence.endswith(names)
        assert not any(digits in reason.words for digits in (CARD, SSN, IBAN))


def test_what_was_taken_out_is_told_with_what_the_client_reads() -> None:
    [reason] = sensitive(draft("[card number hidden]", taken_out=("Card number",)), facts(), NOW)
    assert reason.is_warning
    assert reason.words == (
        "Something was taken out of the text: card number. "
        "The client reads “[card number hidden]” in its place."
    )


def test_an_answer_to_a_keyword_is_not_looked_at() -> None:
    assert not list(sensitive(draft(f"card {CARD}", purpose=Purpose.KEYWORD_ANSWER), facts(), NOW))


def test_what_cannot_be_taken_out_for_certain_is_refused() -> None:
    settings = WorkspaceSettings(dlp=(ORDER,))
    [reason] = sensitive(draft("a" * 400 + "!"), facts(settings=settings), NOW)
    assert (reason.code, reason.weight) == ("sensitive", Weight.REFUSE)


@pytest.mark.parametrize(
    ("role", "goes"), [(Role.VIEWER, False), (Role.SENDER, False), (Role.MANAGER, True), (Role.ADMIN, True)]
)
def test_a_manager_may_send_it_as_it_is(role: Role, goes: bool) -> None:
    asked = draft(f"card {CARD}")
    refused = decide(asked, facts(), NOW)
    assert isinstance(refused, Refuse)
    assert may_override(refused, role) is goes
    override = Override("U1", role, frozenset({"sensitive"}), "They asked for it.")
    decision = decide(draft(f"card {CARD}", override=override), facts(), NOW)
    assert isinstance(decision, Send if goes else Refuse)
