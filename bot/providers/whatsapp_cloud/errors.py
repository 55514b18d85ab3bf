"""Turns what Meta and the network answer into a Failure, with words for people."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.failure import Failure, FailureKind
from bot.providers.trouble import NotSent, Throttled
from bot.providers.whatsapp_cloud.codes import NEEDS_TEMPLATE, rule_of
from bot.providers.whatsapp_cloud.graph import Refused

_THROTTLED = 130429
_BY_ITSELF = "Nothing to do: it is tried again by itself."


def of_code(code: int, now: datetime) -> Failure:
    """The failure that a code of Meta's stands for; an unknown one is final and shown with its number."""
    rule = rule_of(code)
    if rule is None:
        return Failure(
            FailureKind.FINAL,
            f"WhatsApp did not deliver the message and gave the code {code}.",
            "See what it means among WhatsApp's error codes, or reach the client another way.",
            str(code),
        )
    wait = rule.wait(now) if rule.wait else None
    return Failure(rule.kind, rule.reason, rule.help, str(code), wait, rule.recipient, code in NEEDS_TEMPLATE)


def of_receipt(code: int | None, now: datetime) -> Failure:
    """The failure that a status reports; ``code`` is that of its error, if it has one."""
    if code is not None:
        return of_code(code, now)
    return Failure(
        FailureKind.FINAL,
        "WhatsApp could not deliver the message and did not say why.",
        "Call the client or write another way.",
    )


def of_trouble(trouble: Exception, now: datetime) -> Failure:
    """The failure behind what a call to send has raised (see ``graph.TROUBLES``)."""
    match trouble:
        case NotSent():
            return _not_sent()
        case Throttled(code=code, retry_after=wait):
            return _throttled(code, wait, now)
        case Refused(status=status, code=code):
            return _refused(status, code, now)
        case _:
            return answer_lost()


def answer_lost() -> Failure:
    """The message left and no usable answer came: it may have been taken."""
    return Failure(
        FailureKind.AMBIGUOUS,
        "Meta's answer got lost, so it is not known yet whether the message went.",
        "Nothing to do for now: WhatsApp's receipt will tell.",
    )


def _not_sent() -> Failure:
    reason = "Meta could not be reached, so the message has not gone yet."
    return Failure(FailureKind.RETRY, reason, _BY_ITSELF)


def _throttled(code: int | None, wait: timedelta | None, now: datetime) -> Failure:
    failure = of_code(_THROTTLED if code is None else code, now)
    if failure.kind not in {FailureKind.RETRY, FailureKind.WAIT}:
        failure = of_code(_THROTTLED, now)
    return replace(failure, retry_after=wait or failure.retry_after)


def _refused(status: int, code: int | None, now: datetime) -> Failure:
    rule = rule_of(code) if code is not None else None
    # Whatever a server error says of itself, the message may have been taken before it happened; but who may
    # not send at all was asked before that.
    if status >= 500 or status == 408:
        if code is not None and rule and rule.kind is FailureKind.ACCOUNT:
            return of_code(code, now)
        return answer_lost()
    if code is not None:
        return of_code(code, now)
    if status < 400 or status in {401, 403, 404, 405, 407}:
        return Failure(
            FailureKind.ACCOUNT,
            f"Something other than WhatsApp's Cloud API answered (HTTP {status}), so nothing was sent.",
            "An admin must check WHATSAPP_API_URL, the token and any proxy; then press Retry.",
        )
    return Failure(
        FailureKind.FINAL,
        f"Meta refused the message without saying why (HTTP {status}).",
        "Write it anew. If that fails too, tell whoever runs the WhatsApp account.",
    )
