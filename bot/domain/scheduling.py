"""The time that a person chooses for a text."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

# Nobody remembers what was meant to be said after more than a year.
MOST_AHEAD = timedelta(days=366)
PAST = "That time is past. Choose one that is still to come, or clear it to send the text now."
TOO_FAR = "That is more than a year away. Choose an earlier time."

# When a text is due that somebody has paused: so late that it neither goes nor holds up what comes behind it.
PAUSED_UNTIL = datetime(2999, 1, 1, tzinfo=UTC)

# Long enough to write the text before the time has passed.
_LEAST_AHEAD = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


def trouble_with(chosen: datetime, now: datetime) -> str:
    """Why a text cannot be scheduled for then, in a sentence; empty when it can."""
    if chosen <= now:
        return PAST
    return TOO_FAR if chosen - now > MOST_AHEAD else ""


def next_full_hour(now: datetime, zone: str) -> datetime:
    """The next full hour (UTC) on the clocks of ``zone`` that leaves at least ten minutes to write."""
    begun = (now + _LEAST_AHEAD).astimezone(ZoneInfo(zone))
    past_the_hour = timedelta(minutes=begun.minute, seconds=begun.second, microseconds=begun.microsecond)
    # Counted in UTC: on a local clock an hour may be left out, or come twice.
    hour = begun.astimezone(UTC) - past_the_hour
    return hour + _HOUR if past_the_hour else hour
