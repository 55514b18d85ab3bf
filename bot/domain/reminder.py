"""A text to be sent for an occasion at a time: planned, and then sent or not, each once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReminderState(StrEnum):
    """What has become of it. Only what is planned is still to come."""

    PLANNED = "planned"
    SENT = "sent"  # Handed on: the text in the client's thread, or the post in Slack, tells the rest.
    SKIPPED = "skipped"  # Needless, or not allowed; ``why`` says it.
    MISSED = "missed"  # Its moment had passed before anything could be sent.
    REMOVED = "removed"  # The occasion was moved or called off before.


@dataclass(frozen=True)
class Reminder:
    """One step of a trigger for one occasion.

    ``step`` is the offset's code. ``due_at`` (UTC) is when it goes; from ``useless_at`` on it is of no use.
    ``round`` tells the occasion's times apart: it counts up when the occasion is moved, so that the same step
    may go for the new time. ``message_id``: the text that it has become. ``tries`` counts how often making
    it go has failed for a fault of ours. ``is_by_hand``: a person has chosen its time; no
    clock changes that.
    """

    id: str
    occasion_id: str
    client_id: str
    trigger_id: str
    step: str
    round: int
    due_at: datetime
    created_at: datetime
    useless_at: datetime | None = None
    state: ReminderState = ReminderState.PLANNED
    message_id: str | None = None
    why: str = ""
    tries: int = 0
    is_by_hand: bool = False
