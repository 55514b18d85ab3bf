"""Single cells: guarded where a spreadsheet would take them for formulas; lists and moments in a cell."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.zones import zone_of

# A spreadsheet takes what begins with one of these for a formula. An apostrophe before it is what keeps it
# from doing so; one that stood there already gets another, so that taking one off again loses nothing.
# Source: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n]")
_LIST = re.compile(r"((?:[^\\;,]|\\.|\\\Z)*)(?:[;,]|\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;,])")
_SPECIAL = re.compile(r"[\\;,]")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)


def guarded(text: str) -> str:
    """``text`` as a spreadsheet shows it and never carries it out."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that was guarded, or a cell that never was."""
    return cell[1:] if _GUARDED.match(cell) else cell


def joined(parts: Iterable[str]) -> str:
    """Several texts in one cell; a separator within one of them has a backslash before it."""
    return "; ".join(_SPECIAL.sub(r"\\\g<0>", part) for part in parts)


def parts_of(cell: str) -> list[str]:
    """The texts that stand in one cell, separated by semicolons or commas."""
    found = (_ESCAPED.sub(r"\1", part).strip() for part in _LIST.findall(cell))
    return [part for part in found if part]


def moment_cell(moment: datetime | None) -> str:
    """A moment to the minute. The zone behind it keeps spreadsheets from writing it in their own way."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def read_moment(cell: str, time_zone: str) -> datetime:
    """The moment (UTC) in a cell such as ``2026-12-01 15:30``, by the clocks in ``time_zone`` unless it names
    its own. Raises ValueError with a sentence."""
    found = _MOMENT.fullmatch(cell.strip())
    try:
        if found is None:
            raise ValueError
        day, time, zone = found.groups()
        offset = "+00:00" if (zone or "").upper() in {"Z", "UTC"} else zone or ""
        moment = datetime.fromisoformat(f"{day}T{time}{offset}")
        return (moment if offset else moment.replace(tzinfo=zone_of(time_zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"“{_short(cell)}” is no day and time. Write it as 2026-12-01 15:30.") from None


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
