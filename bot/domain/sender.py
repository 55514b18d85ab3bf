"""Whether a sender of ours may send."""

from dataclasses import dataclass
from enum import StrEnum


class SenderStatus(StrEnum):
    """A sender's standing with the carriers. What nobody has told us about is taken to be ready."""

    READY = "ready"
    UNVERIFIED = "unverified"  # Toll-free verification or 10DLC registration is missing or under way.
    SUSPENDED = "suspended"  # The number, or the whole account.
    SANDBOX = "sandbox"  # Twilio's shared WhatsApp number: only for clients who have joined it.


@dataclass(frozen=True)
class SenderState:
    """A sender's status, and in a sentence why it is not ready."""

    status: SenderStatus = SenderStatus.READY
    why: str = ""
