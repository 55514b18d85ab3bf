"""The import of a file of clients: where it stands, and what has become of its rows."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum


class ImportState(StrEnum):
    """Where an import stands. The first three are under way; a workspace has one of them at most."""

    FETCHING = "fetching"  # The file is to be fetched and read.
    READY = "ready"  # It was read, and waits for a word whether it is to be imported.
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


UNDER_WAY = (ImportState.FETCHING, ImportState.READY, ImportState.RUNNING)


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Counts:
    """How many rows have had which outcome."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0

    def and_(self, outcomes: "list[Outcome]") -> "Counts":
        """The same with these rows added."""
        new = {
            each.name: getattr(self, each.name) + outcomes.count(Outcome(each.name)) for each in fields(self)
        }
        return Counts(**new)

    @property
    def written(self) -> int:
        """How many rows create or change a client."""
        return self.created + self.changed

    @property
    def rows(self) -> int:
        """All of them."""
        return self.written + self.unchanged + self.skipped


@dataclass(frozen=True)
class ClientImport:
    """An import asked for by a teammate (a Slack user), from a file handed to the app.

    ``url`` is where Slack keeps the file. ``done`` rows of the file have had their outcome, which ``counts``
    tells of. ``next_attempt_at`` (UTC) is when something is to be done next; ``attempts`` have failed so far.
    """

    id: str
    user: str
    file_name: str
    url: str
    state: ImportState
    created_at: datetime
    next_attempt_at: datetime
    done: int = 0
    attempts: int = 0
    counts: Counts = Counts()
