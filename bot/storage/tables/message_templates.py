"""Texts that the team has ready, and every version there was of each."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, UniqueConstraint, text

from bot.domain.message import Purpose
from bot.domain.message_template import Reach
from bot.storage.tables.base import (
    ID,
    FreeText,
    UtcDateTime,
    id_column,
    metadata,
    one_of,
    within_workspace,
    workspace_column,
)

_OFFERED = text("archived_at IS NULL")

message_templates = Table(
    "message_templates",
    metadata,
    id_column(),
    workspace_column(),
    Column("name", FreeText, nullable=False),
    # The name without accents and case: two people mean the same one by it.
    Column("folded", String(160), nullable=False),
    Column("reach", String(16), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("subject", FreeText, nullable=False, server_default=""),
    # The words in each language, as ``bot.domain.message_template.Variant`` says.
    Column("variants", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("archived_at", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", String(32), nullable=False, server_default=""),
    one_of("reach", Reach),
    one_of("purpose", Purpose),
    UniqueConstraint("workspace_id", "id"),
    Index(
        "uq_message_templates_name",
        "workspace_id",
        "folded",
        unique=True,
        postgresql_where=_OFFERED,
        sqlite_where=_OFFERED,
    ),
)

message_template_versions = Table(
    "message_template_versions",
    metadata,
    workspace_column(),
    Column("template_id", ID, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    # The whole template as it was, as ``bot.domain.message_template.MessageTemplate`` says.
    Column("data", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(32), nullable=False, server_default=""),
    within_workspace("message_templates", "template_id"),
)
