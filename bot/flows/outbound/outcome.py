"""What a failure makes of a message: queued again, being checked, or failed and explained."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Message, Status
from bot.flows.context import Timing

# With the waits below, about an hour of trying; then a person is told and may retry.
MAX_ATTEMPTS = 10
_LONGEST_WAIT = timedelta(minutes=15)

Change = dict[str, Any]

_TRY_YOURSELF = "Press Retry to try once more, call the client, or write another way."


def after_failure(message: Message, failure: Failure, now: datetime, timing: Timing) -> Change:
    """The columns a failed call changes, among them the status it moves to."""
    settled = {"lease_owner": None, "lease_until": None}
    if failure.kind is FailureKind.AMBIGUOUS:
        return {"status": Status.CHECKING, "lease_owner": None, "lease_until": now + timing.settle_first}
    if failure.kind in {FailureKind.RETRY, FailureKind.WAIT} and message.attempts < MAX_ATTEMPTS:
        again = now + (failure.retry_after or backoff(message.attempts))
        return settled | {"status": Status.QUEUED, "next_attempt_at": again}
    return settled | failed(failure)


def failed(failure: Failure) -> Change:
    """The columns of a message that has failed for this reason."""
    return {
        "status": Status.FAILED,
        "error_code": failure.code,
        "error_text": f"{failure.reason}\n{_advice(failure)}".strip(),
        "can_retry": failure.person_may_retry,
    }


def _advice(failure: Failure) -> str:
    """What a person can do now; that it is tried again by itself is over once the message has failed."""
    by_itself = failure.kind in {FailureKind.RETRY, FailureKind.RETRY_ONCE, FailureKind.WAIT}
    return _TRY_YOURSELF if by_itself else failure.help


def has_second_try(message: Message, failure: Failure | None) -> bool:
    """Whether a failed message is tried once more by ourselves; one that is such a try itself is not.

    A carrier may take a message first and report afterwards that it was too busy for it, or that it is the
    wrong hour. A call that was refused for such a reason has been tried often enough once it has failed.
    """
    if failure is None or message.retry_of is not None:
        return False
    if failure.kind is FailureKind.RETRY_ONCE:
        return True
    return failure.kind in {FailureKind.RETRY, FailureKind.WAIT} and message.attempts < MAX_ATTEMPTS


def backoff(attempts: int) -> timedelta:
    """2, 4, 8 … seconds, at most a quarter of an hour."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), _LONGEST_WAIT)
