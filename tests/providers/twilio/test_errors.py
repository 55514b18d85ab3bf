"""Every known code leads to its kind, with words a person can act on."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.failure import FailureKind, RecipientFault
from bot.providers.twilio import errors
from bot.providers.twilio.codes import CODES
from tests.providers.contract import assert_worded

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)

GROUPS = {
    FailureKind.RETRY: {20429, 21611, 30001, 30017, 30022, 30410, 30450, 30453, 30500, 14107},
    FailureKind.RETRY_ONCE: {30003, 30008},
    FailureKind.WAIT: {30023, 63018, 63038, 30610, 30036, 30035, 63041},
    FailureKind.OPTED_OUT: {21610, 63033},
    FailureKind.FINAL: {
        # The recipient's side.
        *(21211, 21265, 21266, 21614, 21635, 30005, 30006, 63003, 63024, 63032, 63049),
        # The message's side.
        *(21617, 21620, 21656, 30007, 30019, 63005, 63016, 63019, 63021, 63013, 63027, 63040, 63042),
    },
    FailureKind.ACCOUNT: {
        *(20003, 20404, 21212, 21408, 21606, 21659, 21660, 21661, 21612, 21703, 21704, 30002),
        *(30004, 30024, 30032, 30034, 63007, 63015, 63051),
    },
}


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, codes in GROUPS.items() for code in codes])
def test_a_code_leads_to_its_kind(kind: FailureKind, code: int) -> None:
    failure = errors.of_code(code, NOW)
    assert (failure.kind, failure.code) == (kind, str(code))


def test_only_a_closed_window_needs_a_template() -> None:
    assert [code for code in CODES if errors.of_code(code, NOW).needs_template] == [63016]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_worded_for_people(code: int) -> None:
    failure = errors.of_code(code, NOW)
    assert_worded(failure)
    assert str(code) not in failure.reason


@pytest.mark.parametrize("code", sorted(GROUPS[FailureKind.WAIT]))
def test_what_waits_says_how_long(code: int) -> None:
    wait = errors.of_code(code, NOW).retry_after
    assert wait is not None
    assert timedelta(0) < wait <= timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 11, 22, 20, tzinfo=UTC), 12),
        (datetime(2026, 11, 22, 7, 59, tzinfo=UTC), 1 / 60),
        (datetime(2026, 11, 22, 8, tzinfo=UTC), 24),
        # The day on which summer time ends there has 25 hours.
        (datetime(2026, 11, 1, 7, tzinfo=UTC), 25),
    ],
)
def test_a_daily_cap_ends_at_midnight_pacific(now: datetime, hours: float) -> None:
    assert errors.of_code(30023, now).retry_after == timedelta(hours=hours)


def test_an_unknown_code_is_final_and_shown() -> None:
    failure = errors.of_code(39999, NOW)
    assert (failure.kind, failure.code) == (FailureKind.FINAL, "39999")
    assert "39999" in failure.reason
    assert_worded(failure)


@pytest.mark.parametrize("code", ["", "0", "not a number", "９", "1" * 5000])
def test_a_failed_receipt_without_a_usable_code_is_final(code: str) -> None:
    failure = errors.of_receipt("undelivered", code, NOW)
    assert (failure.kind, failure.code) == (FailureKind.FINAL, None)
    assert_worded(failure)


def test_a_message_canceled_in_twilios_console_may_be_sent_again_by_a_person() -> None:
    failure = errors.of_receipt("canceled", "", NOW)
    assert failure.person_may_retry
    assert_worded(failure)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 21610, FailureKind.OPTED_OUT),
        (429, 21611, FailureKind.RETRY),
        (500, 20500, FailureKind.AMBIGUOUS),
        # Even a code that is harmless elsewhere: a server error may come after the message was taken.
        (503, 21610, FailureKind.AMBIGUOUS),
        (408, 408, FailureKind.AMBIGUOUS),
        (401, 401, FailureKind.ACCOUNT),
        (404, None, FailureKind.ACCOUNT),
        (302, 302, FailureKind.ACCOUNT),
        (400, 400, FailureKind.FINAL),
        (400, 45555, FailureKind.FINAL),
    ],
)
def test_an_http_answer_is_judged_by_its_code_unless_it_is_a_server_error(
    status: int, code: int | None, kind: FailureKind
) -> None:
    failure = errors.of_refusal(status, code, NOW)
    assert failure.kind is kind
    assert_worded(failure)


@pytest.mark.parametrize(("code", "shown"), [(21611, "21611"), (None, "20429"), (21610, "20429")])
def test_a_429_is_always_a_retry_with_twilios_wait(code: int | None, shown: str) -> None:
    failure = errors.throttled(code, timedelta(seconds=3))
    assert (failure.kind, failure.code) == (FailureKind.RETRY, shown)
    assert failure.retry_after == timedelta(seconds=3)


FAULTS = {
    RecipientFault.LANDLINE: {21614, 21635, 30006},
    RecipientFault.NOT_ON_WHATSAPP: {63003, 63024},
    RecipientFault.NOT_IN_USE: {21211, 30005},
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_says_of_the_number_for_good_only_what_is_true_of_it(code: int) -> None:
    expected = next((fault for fault, codes in FAULTS.items() if code in codes), None)
    assert errors.of_code(code, NOW).recipient is expected
