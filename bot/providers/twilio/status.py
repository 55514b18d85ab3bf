"""Twilio's message statuses in our terms."""

from bot.domain.message import Status

# Source: the Message resource. What is missing here (receiving, received) is never said of a message of ours.
_STATUSES = {
    # Each of these four proves that Twilio has taken the message.
    "queued": Status.ACCEPTED,
    "accepted": Status.ACCEPTED,
    "scheduled": Status.ACCEPTED,
    "sending": Status.ACCEPTED,
    "sent": Status.SENT,
    "partially_delivered": Status.SENT,
    "delivered": Status.DELIVERED,
    "read": Status.READ,
    "undelivered": Status.FAILED,
    "failed": Status.FAILED,
    "canceled": Status.FAILED,
}


def read(status: str) -> Status | None:
    """Our status; None for one that says nothing about a message we sent, or that Twilio has added since."""
    return _STATUSES.get(status.strip().lower())
