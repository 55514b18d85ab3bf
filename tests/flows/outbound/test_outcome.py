"""What a failure says once nothing more happens by itself."""

import pytest

from bot.domain.failure import FailureKind
from bot.flows.outbound.outcome import failed
from tests.flows.harness import failure

BY_ITSELF = "Nothing to do: it is tried again by itself."


@pytest.mark.parametrize("kind", [FailureKind.RETRY, FailureKind.RETRY_ONCE, FailureKind.WAIT])
def test_what_was_tried_by_itself_in_vain_says_what_a_person_can_do(kind: FailureKind) -> None:
    change = failed(failure(kind, help=BY_ITSELF))
    reason, advice = change["error_text"].split("\n")
    assert reason == f"It was {kind.value}."
    assert advice.startswith("Press Retry")
    assert change["can_retry"]


@pytest.mark.parametrize("kind", [FailureKind.FINAL, FailureKind.ACCOUNT, FailureKind.OPTED_OUT])
def test_any_other_failure_keeps_its_own_advice(kind: FailureKind) -> None:
    assert failed(failure(kind, help="Call them."))["error_text"] == f"It was {kind.value}.\nCall them."


def test_a_failure_without_advice_is_its_reason_alone() -> None:
    assert failed(failure(FailureKind.FINAL))["error_text"] == "It was final."
