"""What the gate answers: send, hold or refuse, each with every reason there is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.roles import Role


class Weight(StrEnum):
    """What a reason does to a message."""

    REFUSE = "refuse"
    HOLD = "hold"
    WARN = "warn"


@dataclass(frozen=True)
class Reason:
    """Why not, why not yet, or what to think of: a code for machines, a sentence for people, and what helps.

    ``until`` is set where the reason only delays. ``overridable_by``: the least role that may send in spite
    of it; None: nobody may.
    """

    code: str
    sentence: str
    help: str = ""
    until: datetime | None = None
    overridable_by: Role | None = None
    is_warning: bool = False

    @property
    def weight(self) -> Weight:
        """What it does."""
        if self.is_warning:
            return Weight.WARN
        return Weight.REFUSE if self.until is None else Weight.HOLD

    @property
    def words(self) -> str:
        """The sentence and its way out, as shown to a person."""
        return f"{self.sentence} {self.help}".strip()


@dataclass(frozen=True)
class Send:
    """It may go. ``warnings`` do not stop it; ``overridden`` are the reasons somebody has set aside.

    ``valid_until``: a carrier that is slow must not deliver it later than this.
    """

    warnings: tuple[Reason, ...] = ()
    overridden: tuple[Reason, ...] = ()
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Hold:
    """It may go later: not before ``until`` (UTC)."""

    until: datetime
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()

    @property
    def words(self) -> str:
        """Every reason, with its way out."""
        return " ".join(reason.words for reason in self.reasons)


@dataclass(frozen=True)
class Refuse:
    """It may not go. The first reason decided; the others, delays among them, are told with it."""

    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()

    @property
    def words(self) -> str:
        """Every reason, with its way out."""
        return " ".join(reason.words for reason in self.reasons)


Decision = Send | Hold | Refuse


def may_override(decision: Decision, role: Role) -> bool:
    """Whether somebody of this role may send in spite of every reason given."""
    if isinstance(decision, Send):
        return False
    needed = [reason.overridable_by for reason in decision.reasons]
    return all(least is not None and role.rank >= least.rank for least in needed)


def as_json(decision: Decision) -> dict[str, Any]:
    """The decision as it is stored with the message: codes, and never a word that a person wrote."""
    stored: dict[str, Any] = {"decision": type(decision).__name__.lower()}
    if isinstance(decision, Send):
        stored |= {"overridden": [r.code for r in decision.overridden]} if decision.overridden else {}
    else:
        stored["reasons"] = [reason.code for reason in decision.reasons]
    if isinstance(decision, Hold):
        stored["until"] = decision.until.isoformat()
    if decision.warnings:
        stored["warnings"] = [reason.code for reason in decision.warnings]
    return stored
