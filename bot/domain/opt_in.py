"""The opt-in message: a client is asked on WhatsApp whether they want to hear from us there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.consent import ConsentState

# Who is silent is asked again no more often than this, and never by itself.
ASK_AGAIN_AFTER = timedelta(hours=24)
# So long a question stands, and so long a text waits for its answer.
ANSWER_WITHIN = timedelta(hours=72)
# The most texts to one client that wait for the answer.
MOST_WAITING = 15


class OptInState(StrEnum):
    """What has become of the question."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    SILENT = "silent"  # Nobody has answered in time; a later yes still counts.
    REPLACED = "replaced"  # The client was asked again.
    FAILED = "failed"  # It has not reached the client.


@dataclass(frozen=True)
class OptIn:
    """A client's address was asked by the message ``message_id``. Times are UTC.

    ``due_at``: when to look whether there is an answer. ``before`` is the consent that held until then, for a
    question that never arrives. ``wrote_at``: the client has answered, but neither yes nor no.
    """

    id: str
    address_id: str
    message_id: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    state: OptInState = OptInState.ASKED
    before: ConsentState = ConsentState.UNKNOWN
    reminded_at: datetime | None = None
    wrote_at: datetime | None = None
    answered_at: datetime | None = None
    answer_id: str | None = None

    @property
    def again_from(self) -> datetime:
        """From when on the client may be asked again."""
        return self.asked_at + ASK_AGAIN_AFTER

    @property
    def ends_at(self) -> datetime:
        """When it counts as not answered."""
        return self.asked_at + ANSWER_WITHIN

    @property
    def takes_an_answer(self) -> bool:
        """Whether a yes or no from the client still answers it."""
        return self.state in {OptInState.ASKED, OptInState.SILENT}
