"""Whether Meta has made a request: the app's secret signs its whole body, and nothing else of it.

Source: Meta's guide to webhooks, X-Hub-Signature-256.
"""

import hmac

from bot.ports import Forged, WebhookRequest

HEADER = "X-Hub-Signature-256"
_PREFIX = "sha256="
# The prefix and 64 characters.
_LENGTH = 71


def verify(request: WebhookRequest, app_secret: str) -> None:
    """Raises Forged unless the holder of the secret has signed these very bytes."""
    given = request.headers.get(HEADER) or request.headers.get(HEADER.lower()) or ""
    if len(given) != _LENGTH or not given.startswith(_PREFIX):
        raise Forged(f"the {HEADER} header is missing or is none")
    right = _PREFIX + hmac.digest(app_secret.encode(), request.body, "sha256").hex()
    if not same(given, right):
        raise Forged("the signature does not match")


def same(given: str, right: str) -> bool:
    """Whether two secrets are the same, told in a time that says nothing about where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())
