"""Keys with which the team's own systems sign what they tell us, and how a request is signed with one."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_LABEL = 60
# A request that is older, or from further in the future, may be somebody else's copy of it.
TOLERANCE = timedelta(minutes=5)

KEY_HEADER = "X-Threadline-Key"
TIMESTAMP_HEADER = "X-Threadline-Timestamp"
SIGNATURE_HEADER = "X-Threadline-Signature"

_VERSION = "v1"
# As long as the seconds since 1970 are until the year 2286.
_SECONDS = re.compile("[0-9]{1,10}")


@dataclass(frozen=True)
class TriggerKey:
    """A key without its secret. ``last_used_at`` is known to the minute."""

    id: str
    label: str
    created_at: datetime
    created_by: str = ""
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    last_used_at: datetime | None = None


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    """What stands in the signature's header: ``v1=`` and the HMAC-SHA256 of ``v1:{timestamp}:{body}``."""
    signed = f"{_VERSION}:{timestamp}:".encode() + body
    return f"{_VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether ``signature`` is this body's and this time's; how long that takes tells nothing of why not."""
    # Compared as bytes: a header may hold characters that a comparison of texts refuses.
    return hmac.compare_digest(signature_of(secret, timestamp, body).encode(), signature.encode())


def is_timely(timestamp: str, now: datetime) -> bool:
    """Whether whole seconds since 1970 are within the tolerance of now."""
    if not _SECONDS.fullmatch(timestamp):
        return False
    return abs(now.timestamp() - int(timestamp)) <= TOLERANCE.total_seconds()
