"""Workspaces, clients and their addresses."""

from sqlalchemy import Boolean, Column, Index, String, Table, UniqueConstraint, false

from bot.storage.tables.base import (
    ID,
    FreeText,
    UtcDateTime,
    id_column,
    metadata,
    within_workspace,
    workspace_column,
)

workspaces = Table(
    "workspaces",
    metadata,
    id_column(),
    Column("slack_team_id", String(32), nullable=False, unique=True),
    Column("name", FreeText, nullable=False),
    Column("bot_user_id", String(32), nullable=False),
    # Up to when nothing that Slack or the provider said can have been missed.
    Column("heard_until", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

clients = Table(
    "clients",
    metadata,
    id_column(),
    workspace_column(),
    Column("name", FreeText, nullable=False),
    Column("company", FreeText, nullable=False, server_default=""),
    Column("time_zone", String(64)),
    Column("is_lead", Boolean, nullable=False, server_default=false()),
    Column("is_spam", Boolean, nullable=False, server_default=false()),
    # Name and company without accents and case: what a search compares with.
    Column("search_text", FreeText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "id"),
    Index("ix_clients_search", "workspace_id", "search_text"),
)

addresses = Table(
    "addresses",
    metadata,
    id_column(),
    workspace_column(),
    Column("client_id", ID, nullable=False, index=True),
    Column("value", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    within_workspace("clients", "client_id"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "value"),
)
