"""Whether a sender of ours may send."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.phone import display

# Source: Twilio's WhatsApp sandbox: one message every three seconds, and who joins is in for three days.
SANDBOX_PACE = timedelta(seconds=3)
SANDBOX_SESSION = timedelta(hours=72)


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


def how_to_join(words: str, sender: str) -> str:
    """What a client must do before a test number reaches them; ``words`` may not be known here."""
    number = display(sender)
    if words:
        return f"Ask the client to send “join {words}” to {number} on WhatsApp, and then any message."
    return (
        f"Ask the client to send “join” and your test number’s two words to {number} on WhatsApp, and then "
        "any message. The words stand in Twilio’s console; an admin can note them in /messaging settings."
    )
