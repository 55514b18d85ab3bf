"""Failures: a Retry is offered only where the answer can be another."""

import pytest

from bot.domain.failure import Failure, FailureKind


@pytest.mark.parametrize("kind", FailureKind)
def test_a_person_may_retry_unless_the_answer_would_be_the_same_for_ever(kind: FailureKind) -> None:
    hopeless = kind in {FailureKind.FINAL, FailureKind.OPTED_OUT}
    assert Failure(kind, "It did not go.").person_may_retry is not hopeless
