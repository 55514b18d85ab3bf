"""What is said of an appointment, a payment or the like: its kind, where it stands, what it is, and when."""

from datetime import datetime

from bot.domain.conversation import NextAppointment
from bot.domain.hours import clock, place_of
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.zones import zone_of
from bot.slack.blocks.elements import shortened, when
from bot.slack.text import escape, shown

KINDS = {
    OccasionKind.APPOINTMENT: "Appointment",
    OccasionKind.PAYMENT: "Payment due",
    OccasionKind.DOCUMENT: "Document ready",
    OccasionKind.NEW_CLIENT: "New client",
}
PLURALS = {
    OccasionKind.APPOINTMENT: "Appointments",
    OccasionKind.PAYMENT: "Payments",
    OccasionKind.DOCUMENT: "Documents",
    OccasionKind.NEW_CLIENT: "New clients",
}
_STATES = {
    OccasionState.CONFIRMED: ":white_check_mark: Confirmed",
    OccasionState.PAID: ":white_check_mark: Paid",
    OccasionState.CANCELLED: ":x: Cancelled",
}
_OPEN = {
    OccasionKind.APPOINTMENT: ":question: Not confirmed",
    OccasionKind.PAYMENT: ":hourglass_flowing_sand: Not paid",
    OccasionKind.DOCUMENT: ":page_facing_up: Ready",
    OccasionKind.NEW_CLIENT: ":wave: New",
}
_SHOWN = 120


def state_words(occasion: Occasion) -> str:
    """Where it stands, in words beside an emoji."""
    return _STATES.get(occasion.state) or _OPEN[occasion.kind]


def what_words(occasion: Occasion) -> str:
    """What it is, such as *Check-up* or *invoice 2041, $120*; its kind where nobody has said. Escaped."""
    details = occasion.details
    said = [
        details.name,
        f"invoice {details.number}" if details.number else "",
        details.amount.shown if details.amount else "",
    ]
    words = ", ".join(shortened(shown(each), _SHOWN) for each in said if each)
    return escape(words or KINDS[occasion.kind])


def when_words(occasion: Occasion, zone: str) -> str:
    """When it is, on the client's clock with the place named, and on the reader's own; empty for no time."""
    if occasion.at:
        return f"{local_words(occasion.at, zone)} (for you {when(occasion.at)})"
    if occasion.day:
        return f"due {occasion.day:%A}, {occasion.day:%b} {occasion.day.day}, {occasion.day.year}"
    return ""


def local_words(at: datetime, zone: str) -> str:
    """A moment on a zone's clock: ``Fri, Nov 27, 10:00 AM Denver time``."""
    local = at.astimezone(zone_of(zone))
    return f"{local:%a}, {local:%b} {local.day}, {clock(local)} {escape(place_of(zone))} time"


def appointment_words(next_: NextAppointment) -> str:
    """A client's next appointment in one line, with whether it is confirmed."""
    occasion = next_.occasion
    paused = " · :double_vertical_bar: Reminders paused" if occasion.paused_by else ""
    return f"{what_words(occasion)}, {when_words(occasion, next_.zone)} · {state_words(occasion)}{paused}"
