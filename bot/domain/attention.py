"""What waits for somebody in the team: one list over everything that a person has to do something about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.channel import WHATSAPP_WINDOW, Channel


class Why(StrEnum):
    """Why something waits, the most pressing first."""

    OPT_OUT = "opt_out"  # A client's words may be an opt-out, and the law gives ten business days.
    UNCONFIRMED = "unconfirmed"  # Nobody can tell whether a text went.
    FAILED = "failed"  # A text did not reach the client, and nobody has written since.
    HELD_REPLY = "held_reply"  # A teammate's reply waits for its author's yes.
    WINDOW_ENDS = "window_ends"  # Soon WhatsApp takes no words of our own as an answer.
    UNANSWERED = "unanswered"  # The client wrote, and nobody has answered.
    OPTED_OUT = "opted_out"  # The same, and no text may answer: the client has opted out.
    UNKNOWN_NUMBER = "unknown_number"  # Nobody has said yet who this is.


_SOON = timedelta(hours=2)


def closes_soon(now: datetime) -> tuple[datetime, datetime]:
    """Who wrote after the first of these moments, up to the second, has a window that is open and closes
    soon."""
    return now - WHATSAPP_WINDOW, now - WHATSAPP_WINDOW + _SOON


class Whose(StrEnum):
    """Whose things a list is of."""

    EVERYONE = "everyone"
    MINE = "mine"  # Of clients whom I look after, and what I wrote myself.
    NOBODY = "nobody"  # Of clients whom nobody looks after.


@dataclass(frozen=True)
class Attention:
    """One thing that waits. Times are UTC.

    ``since``: from when on it waits. ``until``: when it is too late, where there is such a moment.
    ``excerpt``: the words it is about as Slack may see them, in one line, or empty. ``channel`` and ``ts``:
    where in Slack it stands; ``ts`` is empty while it stands nowhere. ``about``: the id of the text, of the
    question or of the reply that waits, by what ``why`` says; empty where it is the conversation. ``author``:
    the teammate who wrote it, where one did. ``opted_out``: of which channel families a client who waits for
    an answer has opted out; with ``Why.OPTED_OUT`` there is no other way to them.
    """

    why: Why
    client_id: str
    client_name: str
    since: datetime
    owner: str | None = None
    until: datetime | None = None
    excerpt: str = ""
    channel: str = ""
    ts: str = ""
    about: str = ""
    author: str | None = None
    opted_out: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class AttentionPage:
    """A page of what waits, the most pressing first, with how much there is of each kind in the whole.

    ``start`` is the number of the first row, from 0 on; ``total`` counts every row of the list.
    """

    rows: tuple[Attention, ...]
    counts: dict[Why, int]
    start: int
    total: int
