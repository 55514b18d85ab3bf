"""Whether a request really is Slack's.

Source of the scheme: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac

# Older than this, a request may be a replay of one that was overheard.
MAX_AGE_SECONDS = 300


def is_genuine(secret: str, body: bytes, timestamp: str, signature: str, now: float) -> bool:
    """Whether ``signature`` is Slack's for ``body`` and ``timestamp`` is of the last five minutes.

    Anything malformed is not genuine; slack_sdk's verifier would raise for a timestamp of letters.
    """
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12 and signature.isascii()):
        return False
    if abs(now - int(timestamp)) > MAX_AGE_SECONDS:
        return False
    signed = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)
