"""What a look at the running program found, in words: for ``bot check`` and for ``/readyz``."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands."""

    FINE = "fine"
    WRONG = "wrong"  # It must be mended before the program can do its work.
    ABSENT = "absent"  # It is not set up or cannot be looked at, and the program works without it.


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``says`` is a sentence without numbers, texts or secrets in it."""

    name: str
    state: State
    says: str

    @property
    def ok(self) -> bool:
        """Whether the program can work with this."""
        return self.state is not State.WRONG


def fine(name: str, says: str) -> Finding:
    """All is well with ``name``."""
    return Finding(name, State.FINE, says)


def wrong(name: str, says: str) -> Finding:
    """``name`` must be mended; ``says`` tells how."""
    return Finding(name, State.WRONG, says)


def absent(name: str, says: str) -> Finding:
    """``name`` is not there, and need not be."""
    return Finding(name, State.ABSENT, says)
