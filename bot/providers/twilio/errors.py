"""Turns what Twilio and the network answer into a Failure, with words for people."""

from datetime import datetime, timedelta

from bot.domain.failure import Failure, FailureKind
from bot.providers.twilio.codes import CODES, NEEDS_TEMPLATE, NOT_JOINED

# Twilio's own codes have five digits; what is smaller is an HTTP status that came without one.
_FIRST_CODE = 10000
_LONGEST_CODE = 9

_BY_ITSELF = "Nothing to do: it is tried again by itself."


def of_code(code: int, now: datetime) -> Failure:
    """The failure that a code of Twilio's stands for; an unknown one is final and shown with its number."""
    rule = CODES.get(code)
    if rule is None:
        return Failure(
            FailureKind.FINAL,
            f"Twilio did not deliver the message and gave the code {code}.",
            f"See what it means at twilio.com/docs/api/errors/{code}, or reach the client another way.",
            str(code),
        )
    wait = rule.wait(now) if rule.wait else None
    return Failure(
        rule.kind,
        rule.reason,
        rule.help,
        str(code),
        wait,
        rule.recipient,
        code in NEEDS_TEMPLATE,
        code in NOT_JOINED,
    )


def of_receipt(status: str, code: str, now: datetime) -> Failure:
    """The failure that a receipt or a list reports; ``code`` is the ErrorCode as it came, perhaps empty."""
    if code.isascii() and code.isdigit() and len(code) <= _LONGEST_CODE and int(code) > 0:
        return of_code(int(code), now)
    if status.strip().lower() == "canceled":
        return Failure(
            FailureKind.ACCOUNT,
            "The message was canceled at Twilio before it went out.",
            "If the client should still have it, press Retry.",
        )
    return Failure(
        FailureKind.FINAL,
        "Twilio could not deliver the message and did not say why.",
        "Call the client or write another way.",
    )


def of_refusal(status: int, code: int | None, now: datetime) -> Failure:
    """The failure behind an HTTP answer to a send that was no success."""
    # Whatever a server error says of itself, the message may have been taken before it happened.
    if status >= 500 or status == 408:
        return answer_lost()
    if code is not None and code >= _FIRST_CODE:
        return of_code(code, now)
    if status < 400 or status in {401, 403, 404, 405, 407}:
        return Failure(
            FailureKind.ACCOUNT,
            f"Something other than Twilio's messaging service answered (HTTP {status}), so nothing was sent.",
            "An admin must check TWILIO_API_URL, the credentials and any proxy; then press Retry.",
        )
    return Failure(
        FailureKind.FINAL,
        f"Twilio refused the message without saying why (HTTP {status}).",
        "Write it anew. If that fails too, tell whoever runs the Twilio account.",
    )


def throttled(code: int | None, retry_after: timedelta | None) -> Failure:
    """Twilio answered 429: it has too much to do and has not looked at the message."""
    known = code if code in CODES and CODES[code].kind is FailureKind.RETRY else 20429
    rule = CODES[known]
    return Failure(FailureKind.RETRY, rule.reason, rule.help, str(known), retry_after)


def not_sent() -> Failure:
    """No connection was made, so the message cannot have left."""
    return Failure(
        FailureKind.RETRY, "Twilio could not be reached, so the message has not gone yet.", _BY_ITSELF
    )


def answer_lost() -> Failure:
    """The message left and no usable answer came: it may have been taken."""
    return Failure(
        FailureKind.AMBIGUOUS,
        "Twilio's answer got lost, so it is not known yet whether the message went.",
        "Nothing to do for now: Twilio is being asked.",
    )


def account_removed() -> Failure:
    """An admin has removed the account while the message waited."""
    return Failure(
        FailureKind.ACCOUNT,
        "The Twilio account this text was to go through was removed, so it was not sent.",
        "Press Retry: it then goes from another number of yours.",
    )
