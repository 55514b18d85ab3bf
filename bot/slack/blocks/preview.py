"""What sending would mean, in words under the text: its size, the client's clock, what stands against it."""

from datetime import datetime

from bot.domain.segments import Segments
from bot.flows.outbound.preview import Preview


def words(preview: Preview) -> list[str]:
    """A sentence for each thing worth knowing before *Send*; the first is always the size."""
    lines = [_size(preview)]
    if preview.local_time is not None:
        lines.append(_clock(preview.local_time, uncertain=preview.zone_uncertain))
    elif preview.zone_uncertain:
        lines.append("This number does not tell which time zone the client is in.")
    if preview.blocked:
        lines.append(f"Would not be sent now: {preview.blocked}")
    return lines


def _size(preview: Preview) -> str:
    over = preview.characters - preview.max_characters
    if over > 0:
        return f"Too long by {over:,}: {preview.characters:,} of {preview.max_characters:,} characters."
    if preview.characters == 0:
        return "Nothing typed yet."
    if preview.segments is None:
        return f"{preview.characters:,} of {preview.max_characters:,} characters."
    return _segments(preview.segments)


def _segments(segments: Segments) -> str:
    """How many texts the carrier counts and bills; the alphabet is named only where it makes them shorter."""
    if segments.count == 1:
        size = f"1 SMS, {segments.left} characters left."
    else:
        size = f"Counts as {segments.count} SMS, {segments.left} characters left in the last."
    if segments.encoding == "GSM-7":
        return size
    return f"{size} An emoji or special letter in it makes each SMS shorter: 70 characters instead of 160."


def _clock(local: datetime, *, uncertain: bool) -> str:
    zone = str(getattr(local.tzinfo, "key", None) or local.tzname() or "local")
    place = zone.rsplit("/", 1)[-1].replace("_", " ")
    hour = f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
    doubt = " The area code spans several zones, so it may be another hour there." if uncertain else ""
    return f"For the client it is {local:%A} {hour} ({place} time).{doubt}"
