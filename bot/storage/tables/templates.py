"""What the providers have told us of WhatsApp's templates, and what people want done about them there."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from bot.domain.template_task import TaskKind, TaskState
from bot.storage.tables.base import (
    ID,
    UtcDateTime,
    id_column,
    metadata,
    one_of,
    workspace_column,
)

_UNDER_WAY = text("state IN ('waiting', 'watched')")

templates = Table(
    "templates",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", String(32), primary_key=True),
    Column("template_id", String(64), primary_key=True),
    # All that is known of it, as ``bot.domain.template.Template`` says.
    Column("data", JSON, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
)

template_tasks = Table(
    "template_tasks",
    metadata,
    id_column(),
    workspace_column(),
    # Slack may hand the same submission in twice.
    Column("intent_key", String(128), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("provider", String(32), nullable=False),
    Column("name", String(512), nullable=False),
    Column("language", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("template_id", String(64), nullable=False, server_default=""),
    # One of the two: what is to be handed in, or what is to be deleted.
    Column("draft", JSON),
    Column("gone", JSON),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("kind", TaskKind),
    one_of("state", TaskState),
    UniqueConstraint("workspace_id", "intent_key"),
    Index("ix_template_tasks_template", "workspace_id", "template_id"),
    Index(
        "ix_template_tasks_due",
        "workspace_id",
        "next_attempt_at",
        postgresql_where=_UNDER_WAY,
        sqlite_where=_UNDER_WAY,
    ),
)
