"""What the gate is asked, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.client import ConsentState
from bot.domain.message import Purpose


@dataclass(frozen=True)
class Facts:
    """What is known about the client and the sender when the question is put."""

    client_name: str
    consent: ConsentState
    purpose: Purpose = Purpose.DIRECT


@dataclass(frozen=True)
class Reason:
    """Why not, or not yet: a code for machines, a sentence for people, and what would help.

    ``until`` is set where the reason only delays.
    """

    code: str
    sentence: str
    help: str = ""
    until: datetime | None = None

    @property
    def words(self) -> str:
        """The sentence and its way out, as shown to a person."""
        return f"{self.sentence} {self.help}".strip()


@dataclass(frozen=True)
class Send:
    """It may go."""


@dataclass(frozen=True)
class Hold:
    """It may go later: not before ``until`` (UTC)."""

    until: datetime
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Refuse:
    """It may not go. The first reason decided; the others are told with it."""

    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """Every reason, with its way out."""
        return " ".join(reason.words for reason in self.reasons)


Decision = Send | Hold | Refuse


def as_json(decision: Decision) -> dict[str, Any]:
    """The decision as it is stored with the message."""
    if isinstance(decision, Send):
        return {"decision": "send"}
    codes = [reason.code for reason in decision.reasons]
    if isinstance(decision, Hold):
        return {"decision": "hold", "reasons": codes, "until": decision.until.isoformat()}
    return {"decision": "refuse", "reasons": codes}
