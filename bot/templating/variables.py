"""The values a template may name: one list, for the check, for the hints and for the previews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# What a template is filled with: words, or a moment in the zone in which it is to be read.
Value = str | datetime
Values = Mapping[str, Value | None]


@dataclass(frozen=True)
class Variable:
    """A name, what it stands for, and a value for previews."""

    name: str
    says: str
    sample: Value


_FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))

VARIABLES = (
    Variable("client_name", "the client's name", "Jane Doe"),
    Variable("first_name", "the first word of it", "Jane"),
    Variable("company_name", "your business", "Harbor Clinic"),
    Variable("company_phone", "its phone number for clients", "+1 202-555-0100"),
    Variable("company_email", "its email address for clients", "hello@harbor.example"),
    Variable("appointment_date", "the client's next appointment, on their own clock", _FRIDAY),
    Variable("last_order", "the client's last order", "No. 1042, ready on Monday"),
    Variable("sender", "the number of yours that the client wrote to", "+1 202-555-0100"),
)

NAMES = frozenset(variable.name for variable in VARIABLES)
SAMPLES: dict[str, Value] = {variable.name: variable.sample for variable in VARIABLES}
