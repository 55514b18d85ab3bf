"""The filters of a message list."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.twilio.dates import parse_moment
from bot.sandbox.twilio.message import TwilioMessage

_DAY = 24 * 3600.0
FAR_FUTURE = 253_402_300_799.0  # The last second of the year 9999.


@dataclass(frozen=True)
class Filter:
    """To, From and a span of DateSent; a day as DateSent means that day in UTC, bounds are inclusive."""

    to: str | None
    from_: str | None
    since: float
    until: float

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filter":
        """Read a query string. Raises TwilioError for a date that is none."""
        since, until = 0.0, FAR_FUTURE
        if day := query.get("DateSent"):
            since = parse_moment(day, "DateSent")
            until = since + _DAY - 1
        if at := query.get("DateSent>"):
            since = parse_moment(at, "DateSent>")
        if at := query.get("DateSent<"):
            # A mere day as the upper bound includes that whole day.
            until = parse_moment(at, "DateSent<") + (_DAY - 1 if len(at) == len("2026-01-01") else 0)
        return cls(query.get("To"), query.get("From"), since, until)

    def matches(self, message: TwilioMessage) -> bool:
        """Whether the message belongs in the list; one not sent yet counts by when it was created."""
        if self.to not in (None, message.to) or self.from_ not in (None, message.from_):
            return False
        # Dates have whole seconds here, so a message of a bound's own second is in.
        return int(self.since) <= int(message.sent or message.created) <= int(self.until)
