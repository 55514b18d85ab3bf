"""Dates as Twilio's API takes them in parameters."""

from datetime import UTC, datetime

from bot.sandbox.twilio.errors import TwilioError


def parse_moment(text: str, name: str) -> float:
    """Epoch seconds of an ISO 8601 date or time; without a zone it is UTC. Raises TwilioError 20001."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TwilioError(20001, f"{name} is not an ISO 8601 date") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
