"""The values a template may name: one list, for the check, for the hints and for the previews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.money import Money

# What a template is filled with: words, a moment in the zone in which it is to be read, a day, or an amount.
Value = str | datetime | date | Money
Values = Mapping[str, Value | None]


class About(StrEnum):
    """What a value tells of, by which the hints are grouped."""

    CLIENT = "The client"
    BUSINESS = "Your business"
    APPOINTMENT = "An appointment"
    PAYMENT = "A payment"
    DOCUMENT = "A document"


@dataclass(frozen=True)
class Variable:
    """A name, what it stands for, and a value for previews."""

    name: str
    says: str
    sample: Value
    about: About


_FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))

VARIABLES = (
    Variable("client_name", "the client's name", "Jane Doe", About.CLIENT),
    Variable("first_name", "the first word of it", "Jane", About.CLIENT),
    Variable("language", "the client's language, such as es", "en", About.CLIENT),
    Variable("last_order", "the client's last order", "No. 1042, ready on Monday", About.CLIENT),
    Variable("company_name", "your business", "Harbor Clinic", About.BUSINESS),
    Variable("company_phone", "its phone number for clients", "+1 202-555-0100", About.BUSINESS),
    Variable("company_email", "its email address for clients", "hello@harbor.example", About.BUSINESS),
    Variable("portal_url", "its page for clients", "https://harbor.example/portal", About.BUSINESS),
    Variable("sender", "the number of yours that the client wrote to", "+1 202-555-0100", About.BUSINESS),
    Variable(
        "appointment_date", "the client's next appointment, on their own clock", _FRIDAY, About.APPOINTMENT
    ),
    Variable("appointment_name", "what it is", "Check-up", About.APPOINTMENT),
    Variable("appointment_place", "where it is", "12 Harbor Street", About.APPOINTMENT),
    Variable("reschedule_phone", "whom to call to move it", "+1 202-555-0100", About.APPOINTMENT),
    Variable("invoice_number", "the invoice's number", "INV-1042", About.PAYMENT),
    Variable("invoice_amount", "what is to be paid", Money(Decimal("120.00")), About.PAYMENT),
    Variable("due_date", "the day on which it is due", date(2026, 11, 30), About.PAYMENT),
    Variable("payment_url", "where to pay", "https://pay.harbor.example/1042", About.PAYMENT),
    Variable("document_name", "what the document is", "Treatment plan", About.DOCUMENT),
    Variable("document_url", "where to read it", "https://harbor.example/d/1042", About.DOCUMENT),
)

NAMES = frozenset(variable.name for variable in VARIABLES)
SAMPLES: dict[str, Value] = {variable.name: variable.sample for variable in VARIABLES}

_NOBODY_ASKS_FOR = {About.PAYMENT, About.DOCUMENT}
# What an answer may name that goes to a client by itself: it is about no invoice and no document.
ANSWER_VARIABLES = tuple(variable for variable in VARIABLES if variable.about not in _NOBODY_ASKS_FOR)
ANSWER_NAMES = frozenset(variable.name for variable in ANSWER_VARIABLES)
