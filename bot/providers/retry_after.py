"""The Retry-After header (RFC 9110, 10.2.3): a number of seconds or a date."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A server that asks for more than this is not believed: a message must not wait for ever on a wrong header.
LONGEST = timedelta(hours=1)


def read(header: str | None, now: datetime) -> timedelta | None:
    """How long to wait from ``now``; None when the header is missing or not readable."""
    if not header:
        return None
    try:
        wait = timedelta(seconds=float(header))
    except (ValueError, OverflowError):
        wait_until = _date(header)
        if wait_until is None:
            return None
        wait = wait_until - now
    return min(max(wait, timedelta(0)), LONGEST)


def _date(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
