"""The door for the team's own systems: the keys that they sign with, and what they were answered."""

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.tables.base import FreeText, UtcDateTime, id_column, metadata, workspace_column

trigger_keys = Table(
    "trigger_keys",
    metadata,
    id_column(),
    workspace_column(),
    Column("label", FreeText, nullable=False),
    # The secret, encrypted, and which key that was done with: see ``bot.vault``. Both are emptied when it is
    # revoked.
    Column("key_id", String(16), nullable=False),
    Column("secret", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", String(32), nullable=False, server_default=""),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", String(32)),
    Column("last_used_at", UtcDateTime),
    UniqueConstraint("workspace_id", "id"),
)

trigger_calls = Table(
    "trigger_calls",
    metadata,
    workspace_column(),
    # The event's own id, as the other system names it.
    Column("event_id", String(160), nullable=False),
    # Of the whole body: the same id with other words is no repetition.
    Column("digest", String(64), nullable=False),
    # What it was answered, written in the transaction of its effect.
    Column("status", Integer, nullable=False, server_default="0"),
    Column("answer", JSON, nullable=False, server_default="{}"),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace_id", "event_id"),
    Index("ix_trigger_calls_at", "workspace_id", "at"),
)
