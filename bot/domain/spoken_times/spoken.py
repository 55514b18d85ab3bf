"""What somebody has said of a time."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.recurrence import Recurrence


@dataclass(frozen=True)
class Spoken:
    """``at`` (UTC) is the time that is meant, of a ``recurrence`` its first one; None where it has none.

    ``rest`` is the text behind the words for the time. ``notes`` are sentences on how these were taken, where
    something else could be meant.
    """

    at: datetime | None
    recurrence: Recurrence | None
    rest: str
    notes: tuple[str, ...] = ()
