"""Every code of Meta's leads to what the program should do, with words for people."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.whatsapp_cloud import errors
from bot.providers.whatsapp_cloud.codes import rule_of
from bot.providers.whatsapp_cloud.graph import Refused
from tests.providers.contract import assert_worded

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
KINDS = {
    FailureKind.RETRY: [1, 2, 4, 80007, 130429, 131000, 131016, 131056, 132069, 133004],
    FailureKind.WAIT: [131048, 131057, 132015],
    FailureKind.OPTED_OUT: [131050],
    FailureKind.FINAL: [
        *(100, 130472, 131008, 131009, 131021, 131026, 131047, 131049, 131051, 131052, 131053, 131062),
        *(132000, 132001, 132005, 132007, 132012, 132016, 132018, 132068, 135000),
    ],
    FailureKind.ACCOUNT: [
        *(0, 3, 10, 33, 190, 200, 210, 299, 368, 130497, 131005, 131030, 131031, 131037, 131042, 131045),
        *(133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016),
    ],
}
ALL = [(kind, code) for kind, codes in KINDS.items() for code in codes]


@pytest.mark.parametrize(("kind", "code"), ALL)
def test_each_code_has_its_kind_and_its_words(kind: FailureKind, code: int) -> None:
    failure = errors.of_code(code, NOW)
    assert (failure.kind, failure.code) == (kind, str(code))
    assert_worded(failure)
    assert failure == errors.of_receipt(code, NOW)


def test_a_code_that_nobody_knows_is_final_and_shown() -> None:
    failure = errors.of_code(139999, NOW)
    assert (failure.kind, failure.code) == (FailureKind.FINAL, "139999")
    assert "139999" in failure.reason
    assert_worded(failure)
    assert rule_of(300) is None


def test_what_leads_to_another_way() -> None:
    assert errors.of_code(131047, NOW).needs_template
    assert errors.of_code(131026, NOW).recipient is RecipientFault.NOT_ON_WHATSAPP
    assert errors.of_code(131056, NOW).retry_after == timedelta(seconds=10)
    assert errors.of_code(131048, NOW).retry_after == timedelta(hours=24)


def of(trouble: Exception) -> Failure:
    failure = errors.of_trouble(trouble, NOW)
    assert_worded(failure)
    return failure


@pytest.mark.parametrize(
    ("trouble", "kind", "code"),
    [
        (NotSent(), FailureKind.RETRY, None),
        (AnswerLost(), FailureKind.AMBIGUOUS, None),
        (Throttled(None, None), FailureKind.RETRY, "130429"),
        (Throttled(80007, None), FailureKind.RETRY, "80007"),
        (Throttled(131048, None), FailureKind.WAIT, "131048"),
        (Throttled(131026, None), FailureKind.RETRY, "130429"),
        (Refused(400, 131026, ""), FailureKind.FINAL, "131026"),
        (Refused(400, 130429, ""), FailureKind.RETRY, "130429"),
        (Refused(401, 190, ""), FailureKind.ACCOUNT, "190"),
        (Refused(401, 0, ""), FailureKind.ACCOUNT, "0"),
        # A server error may have come after the message was taken, whatever it says of itself.
        (Refused(500, 131000, ""), FailureKind.AMBIGUOUS, None),
        (Refused(503, 2, ""), FailureKind.AMBIGUOUS, None),
        (Refused(500, None, ""), FailureKind.AMBIGUOUS, None),
        (Refused(408, None, ""), FailureKind.AMBIGUOUS, None),
        # But who may not send is turned away before that.
        (Refused(500, 3, ""), FailureKind.ACCOUNT, "3"),
        (Refused(500, 0, ""), FailureKind.ACCOUNT, "0"),
        (Refused(500, 133010, ""), FailureKind.ACCOUNT, "133010"),
        (Refused(404, None, ""), FailureKind.ACCOUNT, None),
        (Refused(302, None, ""), FailureKind.ACCOUNT, None),
        (Refused(422, None, ""), FailureKind.FINAL, None),
    ],
)
def test_what_a_call_meets(trouble: Exception, kind: FailureKind, code: str | None) -> None:
    failure = of(trouble)
    assert (failure.kind, failure.code) == (kind, code)


def test_what_the_server_asks_for_is_waited() -> None:
    assert of(Throttled(131056, timedelta(seconds=40))).retry_after == timedelta(seconds=40)
    assert of(Throttled(131056, None)).retry_after == timedelta(seconds=10)
