"""The window in which a text that goes again and again is changed, with what its fields would mean."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.domain.recurrence import Recurrence
from bot.domain.recurrences.moments import next_after, upcoming
from bot.domain.recurrences.words import words as in_words
from bot.flows.series import words
from bot.flows.series.change import MOVED_ON
from bot.flows.series.editable import Editable
from bot.slack import windows
from bot.slack.blocks import series_form as blocks
from bot.slack.blocks.elements import Block
from bot.slack.blocks.repeat import coming_lines
from bot.slack.blocks.series_form import Entered, SeriesForm
from bot.slack.series_fields import chosen
from bot.slack.text import escape, shown

_SHOWN = 3


@dataclass(frozen=True)
class Window:
    """What a window remembers beside its fields: the next time (UTC) that it has shown, a mark of the
    recurrence that it has shown, and ``kept``: the row and what the list below shows."""

    kept: dict[str, Any]
    next_at: datetime | None
    mark: str = ""

    @property
    def series_id(self) -> str:
        """Of the series that is changed."""
        return str(self.kept.get("row") or "")


def window_of(series: Editable, kept: dict[str, Any]) -> Window:
    """As it is opened for a row of the list."""
    return Window(kept, series.next_at)


def read_window(view: dict[str, Any]) -> Window:
    """What a window has remembered."""
    kept = windows.remembered(view)
    at, mark = str(kept.pop("next_at", "")), str(kept.pop("mark", ""))
    return Window(kept, datetime.fromisoformat(at).astimezone(UTC) if at else None, mark)


def draw(series: Editable, entered: Entered, window: Window, now: datetime, notice: str = "") -> Block:
    """The form with these fields, and with what they would mean."""
    meant = chosen(entered, series.recurrence.zone, now)
    trouble = MOVED_ON if window.next_at != series.next_at else ""
    if isinstance(meant, dict):
        trouble = trouble or " ".join(meant.values())
    recurrence = None if isinstance(meant, dict) else meant
    if series.body is not None and entered.body is None:
        notice = notice or blocks.WORDS_TOO_LONG
    next_at = window.next_at.isoformat() if window.next_at else ""
    mark = mark_of(recurrence) if recurrence and not trouble else ""
    return blocks.series_form(
        SeriesForm(
            entered,
            " ".join(shown(series.client_name).split()) or "Client without a name",
            series.recurrence.zone,
            f"{in_words(series.recurrence)}.",
            series.most,
            recurrence,
            coming=_coming(series, recurrence, now) if recurrence else (),
            trouble=trouble,
            notice=notice,
            kept=windows.remember(**window.kept, next_at=next_at, mark=mark),
        )
    )


def mark_of(recurrence: Recurrence) -> str:
    """A short mark by which a window remembers which recurrence it has shown."""
    return sha256(repr(recurrence).encode()).hexdigest()[:16]


def _coming(series: Editable, recurrence: Recurrence, now: datetime) -> tuple[str, ...]:
    lines = coming_lines(upcoming(recurrence, now, _SHOWN), recurrence)
    return (*lines, escape(_of_the_next(series, recurrence, now)))


def _of_the_next(series: Editable, recurrence: Recurrence, now: datetime) -> str:
    """What becomes of the next time."""
    if series.is_paused:
        return words.STAYS_PAUSED
    after, before = next_after(recurrence, now), series.next_at
    if after is None or before is None:
        return words.NONE_LEFT
    was = words.moment(before, series.recurrence)
    if after == before:
        return f"The next one stays: it goes on {was}."
    return f"The next one does not go on {was}: it goes on {words.moment(after, recurrence)} instead."
