"""Times as people write them: "tomorrow at 9", "in 2 hours", "every Monday at 9 until March"."""

from bot.domain.spoken_times.read import read_when
from bot.domain.spoken_times.spoken import Spoken

__all__ = ["Spoken", "read_when"]
