"""The points of the set-up, and how each stands."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What is to be set up, in the order in which it is done."""

    SLACK = "slack"
    INBOX = "inbox"
    TWILIO = "twilio"
    ADDRESS = "address"
    ROLES = "roles"
    BUSINESS = "business"
    TIME = "time"
    REPORTS = "reports"
    CONTACT = "contact"
    CLIENT = "client"


class Standing(StrEnum):
    """How a point stands."""

    DONE = "done"
    MISSING = "missing"  # Something does not work without it.
    ADVISED = "advised"  # All works as it comes; an admin should look at it once.
    UNKNOWN = "unknown"  # Nobody could tell just now.


@dataclass(frozen=True)
class Point:
    """A step with how it stands, in a plain sentence that says what to do next where something is left."""

    step: Step
    standing: Standing
    says: str


def is_open(points: "tuple[Point, ...]", *, reviewed: bool) -> bool:
    """Whether the set-up is still to be shown: something is missing, or, until an admin has said that all is
    as it should be, something is left to look at."""
    left = {point.standing for point in points} - {Standing.DONE}
    return Standing.MISSING in left or (not reviewed and bool(left))
