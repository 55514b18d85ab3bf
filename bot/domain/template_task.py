"""What somebody wants done about a template at its provider: handed in, or deleted. The worker does it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft


class TaskState(StrEnum):
    """Where it stands."""

    WAITING = "waiting"  # It is still to be done, or to be tried again.
    WATCHED = "watched"  # It was handed in, and WhatsApp has not decided.
    DONE = "done"
    FAILED = "failed"


class TaskKind(StrEnum):
    """What is to be done."""

    SUBMIT = "submit"
    DELETE = "delete"


@dataclass(frozen=True)
class TemplateTask:
    """A template to hand in (``draft``) or to delete (``gone``), as ``user`` (a Slack user) has asked for.

    ``template_id`` is the provider's, once it has the template. ``next_attempt_at`` (UTC) is when something
    is to be done next, or looked at; ``attempts`` have been made of that.
    """

    id: str
    user: str
    provider: str
    name: str
    language: str
    state: TaskState
    created_at: datetime
    next_attempt_at: datetime
    draft: TemplateDraft | None = None
    gone: Template | None = None
    template_id: str = ""
    attempts: int = 0

    @property
    def kind(self) -> TaskKind:
        """What is to be done."""
        return TaskKind.SUBMIT if self.draft else TaskKind.DELETE


# WhatsApp decides within minutes, or takes a day for it.
_LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
_AT_LAST = timedelta(hours=1)


def next_look(attempts: int) -> timedelta:
    """How long to wait before the provider is asked again for what it has said ``attempts`` times."""
    return _LOOKS[attempts] if attempts < len(_LOOKS) else _AT_LAST
