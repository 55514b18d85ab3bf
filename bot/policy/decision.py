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
    of it; None: nobody may. ``lasting`` is the sentence of a delay in words that stay true while it waits,
    where the sentence itself names the hour.
    """

    code: str
    sentence: str
    help: str = ""
    until: datetime | None = None
    overridable_by: Role | None = None
    is_warning: bool = False
    lasting: str = ""

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

    @property
    def beside_a_refusal(self) -> str:
        """The words, but of a delay only the sentence: what is refused does not go by itself later."""
        return self.words if self.until is None else self.sentence


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
    """It may go later: not before ``until`` (UTC). ``overridden`` are the reasons somebody has set aside."""

    until: datetime
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    overridden: tuple[Reason, ...] = ()

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
        return " ".join(reason.beside_a_refusal for reason in self.reasons)


Decision = Send | Hold | Refuse


def least_to_override(decision: Decision) -> Role | None:
    """The least role that may send in spite of every reason given; None: nobody may, or nobody need."""
    if isinstance(decision, Send):
        return None
    needed = [reason.overridable_by for reason in decision.reasons]
    known = [least for least in needed if least is not None]
    return max(known, key=lambda role: role.rank) if known and len(known) == len(needed) else None


def may_override(decision: Decision, role: Role) -> bool:
    """Whether somebody of this role may send in spite of every reason given."""
    least = least_to_override(decision)
    return least is not None and role.rank >= least.rank


def explained(decision: Decision) -> str | None:
    """What is kept with a message that does not go now: why, and for one that is refused what would help in
    the second line; None for one that goes."""
    if isinstance(decision, Send):
        return None
    if isinstance(decision, Hold):
        return " ".join(reason.lasting or reason.sentence for reason in decision.reasons)
    advice = " ".join(each.help for each in decision.reasons if each.help and each.until is None)
    return f"{sentences(decision)}\n{advice}".strip()


def sentences(decision: Decision) -> str:
    """Why it does not go, without the advice."""
    return "" if isinstance(decision, Send) else " ".join(each.sentence for each in decision.reasons)


def codes_of(decision: Decision) -> frozenset[str]:
    """The codes of what stands against it."""
    return frozenset() if isinstance(decision, Send) else frozenset(each.code for each in decision.reasons)


def as_json(decision: Decision) -> dict[str, Any]:
    """The decision as it is stored with the message: codes, and never a word that a person wrote."""
    stored: dict[str, Any] = {"decision": type(decision).__name__.lower()}
    if not isinstance(decision, Refuse) and decision.overridden:
        stored["overridden"] = [reason.code for reason in decision.overridden]
    if not isinstance(decision, Send):
        stored["reasons"] = [reason.code for reason in decision.reasons]
    if isinstance(decision, Hold):
        stored["until"] = decision.until.isoformat()
    if decision.warnings:
        stored["warnings"] = [reason.code for reason in decision.warnings]
    return stored
