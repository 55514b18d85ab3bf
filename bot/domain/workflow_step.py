"""The step *Set a reminder* of Slack's Workflow Builder: what it is given, or why that cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.occasion import MAX_DETAIL, MAX_REF, Details, OccasionKind
from bot.domain.stated_money import NotAnAmount, read_money
from bot.domain.storable import storable

SET_REMINDER = "set_reminder"
# The step's inputs by the names that the manifest gives them.
KIND, NUMBER, NAME, WHEN, DETAILS, LINK, AMOUNT, REF = (
    "kind",
    "number",
    "name",
    "when",
    "details",
    "link",
    "amount",
    "ref",
)
INPUTS = (KIND, NUMBER, NAME, WHEN, DETAILS, LINK, AMOUNT, REF)
CLIENT_NAME, PLANNED = "client_name", "planned"
OUTPUTS = (CLIENT_NAME, PLANNED)

# Signs that people put before an amount.
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}


@dataclass(frozen=True)
class StepStarted:
    """A workflow has come to a step of ours. ``execution_id`` is what Slack calls this run of it."""

    execution_id: str
    function: str
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class ReminderAsked:
    """What a workflow wants set."""

    kind: OccasionKind
    number: str
    name: str
    at: datetime | None
    details: Details
    ref: str


class NotAsked(ValueError):
    """The inputs cannot be used; the message is a sentence that says which, and what to mend."""


def read_inputs(inputs: Mapping[str, str], currency: str) -> ReminderAsked:
    """What the step is asked for; an amount that names no currency is in ``currency``. Raises NotAsked."""
    given = {name: storable(inputs.get(name, "")).strip() for name in INPUTS}
    kind = _kind(given[KIND])
    _lengths(kind, given)
    if not given[NUMBER]:
        raise NotAsked("Client's phone: give the client's number, such as +12025550123.")
    return ReminderAsked(
        kind, given[NUMBER], given[NAME], _moment(given[WHEN]), _details(kind, given, currency), given[REF]
    )


def _kind(written: str) -> OccasionKind:
    try:
        return OccasionKind(written)
    except ValueError:
        raise NotAsked("Kind: choose appointment, payment, document or new client.") from None


def _lengths(kind: OccasionKind, given: Mapping[str, str]) -> None:
    # The number of an invoice is shorter than what the details are otherwise.
    most_of_details = MAX_REF if kind is OccasionKind.PAYMENT else MAX_DETAIL
    for name, label, most in (
        (NAME, "Client's name", 100),
        (DETAILS, "Details", most_of_details),
        (LINK, "Link", MAX_DETAIL),
        (REF, "Reference", MAX_REF),
    ):
        if len(given[name]) > most:
            raise NotAsked(f"{label}: at most {most} characters fit here.")


def _moment(written: str) -> datetime | None:
    """Slack's timestamps are whole seconds since 1970."""
    if not written:
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        raise NotAsked("When: it is no date and time. Choose one, or take it from an earlier step.") from None


def _details(kind: OccasionKind, given: Mapping[str, str], currency: str) -> Details:
    """*Details* are where an appointment is, the number of an invoice, or what a document is called."""
    said = given[DETAILS]
    amount = None
    if given[AMOUNT]:
        try:
            amount = read_money(*_parts(given[AMOUNT], currency))
        except NotAnAmount as problem:
            raise NotAsked(f"Amount: {problem}") from None
    return Details(
        place=said if kind is OccasionKind.APPOINTMENT else "",
        number=said if kind is OccasionKind.PAYMENT else "",
        name=said if kind in {OccasionKind.DOCUMENT, OccasionKind.NEW_CLIENT} else "",
        amount=amount,
        link=given[LINK],
    )


def _parts(written: str, otherwise: str) -> tuple[str, str]:
    """``12.50``, ``$12.50`` or ``12.50 EUR`` as amount and currency."""
    if written[0] in _SIGNS:
        return written[1:], _SIGNS[written[0]]
    amount, _, currency = written.partition(" ")
    return amount, currency or otherwise
