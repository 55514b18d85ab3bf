"""What is still to come, as it is listed: single texts, texts that go again and again, and reminders."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ComingKind(StrEnum):
    """What it is; with its id it names one row of the list."""

    TEXT = "text"
    SERIES = "series"
    REMINDER = "reminder"


class Which(StrEnum):
    """Which part of the list is shown, where it is not one client's."""

    MINE = "mine"  # What I wrote, and what is for clients whom I look after.
    ALL = "all"


class Verb(StrEnum):
    """What can be done to a row."""

    EDIT = "edit"  # Other words; of a series, other times as well.
    MOVE = "move"  # Another time.
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"  # Leave out this one time.
    CANCEL = "cancel"  # Take it back for good; of a series: end it.
    SEND_NOW = "send_now"


@dataclass(frozen=True)
class Upcoming:
    """One row.

    ``at`` (UTC) is when it goes next, None for what is paused without a time. ``there`` is what the client's
    clock shows then, empty where it shows the reader's own time or nobody knows it. ``goes_by`` names the
    channel; ``slack_channel`` is where it is posted for the team instead. ``words`` are the beginning of its
    words or the template's name, empty for who may not see them here. ``by``: the teammate who wrote it;
    ``cause``: what else makes it go. ``why``: why the gate holds it. ``repeats``: how often it goes.
    """

    kind: ComingKind
    id: str
    at: datetime | None
    client_id: str
    client_name: str
    verbs: tuple[Verb, ...]
    there: str = ""
    goes_by: str = ""
    slack_channel: str = ""
    words: str = ""
    by: str = ""
    cause: str = ""
    repeats: str = ""
    paused_by: str = ""
    is_paused: bool = False
    why: str = ""


@dataclass(frozen=True)
class UpcomingPage:
    """Some rows, the next to go first; ``following`` is where the next page begins, empty on the last."""

    rows: tuple[Upcoming, ...]
    following: str = ""


@dataclass(frozen=True)
class NextUp:
    """The first reminder or text of a series that is to come for a client, for the card; ``more`` others."""

    at: datetime
    words: str
    more: int = 0
