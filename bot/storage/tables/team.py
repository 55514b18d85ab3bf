"""The team: what its admins have decided, who may do what, and who did what."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from bot.domain.roles import Role
from bot.storage.tables.base import ID, UtcDateTime, id_column, metadata, one_of, workspace_column

settings = Table(
    "settings",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("data", JSON, nullable=False),
    # Counts up with every change: two admins who change at once do not undo each other unseen.
    Column("version", Integer, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", String(32)),
)

# A role for a person (U…) or for everybody in a Slack user group (S…).
roles = Table(
    "roles",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("subject", String(32), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("granted_by", String(32)),
    Column("granted_at", UtcDateTime, nullable=False),
    one_of("role", Role),
)

# Who is in the user groups that have a role or a budget, as Slack last told us.
group_members = Table(
    "group_members",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("group_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True),
    Index("ix_group_members_user", "workspace_id", "user_id"),
)

# Append-only: who did what to whom. Never a text, and a number only as its client's or address's id.
audit = Table(
    "audit",
    metadata,
    id_column(),
    workspace_column(),
    Column("at", UtcDateTime, nullable=False),
    # A Slack user, or empty for what the program did by itself.
    Column("actor", String(32), nullable=False, server_default=""),
    Column("action", String(48), nullable=False),
    Column("client_id", ID),
    Column("message_id", ID),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_at", "workspace_id", "id"),
    Index("ix_audit_client", "workspace_id", "client_id", "id"),
)
