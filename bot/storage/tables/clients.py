"""Workspaces, clients with their addresses and tags, and merges of clients."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.client import AddressKind
from bot.storage.tables.base import (
    ADDRESS,
    ID,
    FreeText,
    UtcDateTime,
    id_column,
    metadata,
    one_of,
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

# A literal, so that both planners see in a query that the partial index below applies.
LEAD = text("is_lead")

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
    # Client, vendor, signer, or a word of the team's own.
    Column("kind", String(40), nullable=False, server_default="client"),
    Column("language", String(8), nullable=False, server_default=""),
    # The Slack user who looks after the client.
    Column("owner", String(32)),
    Column("notes", FreeText, nullable=False, server_default=""),
    # What STATUS answers where no appointment is to come.
    Column("last_order", FreeText, nullable=False, server_default=""),
    # The client that this one has become part of; its row stays, so that the merge can be undone.
    Column("merged_into", ID),
    # Name and company without accents and case: what a search compares with.
    Column("search_text", FreeText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "id"),
    Index("ix_clients_search", "workspace_id", "search_text"),
    Index("ix_clients_owner", "workspace_id", "owner"),
    Index("ix_clients_leads", "workspace_id", postgresql_where=LEAD, sqlite_where=LEAD),
)

# A tag as it was written, once for a client whatever its case.
client_tags = Table(
    "client_tags",
    metadata,
    workspace_column(),
    Column("client_id", ID, primary_key=True),
    Column("folded", String(64), primary_key=True),
    Column("tag", String(64), nullable=False),
    within_workspace("clients", "client_id"),
    Index("ix_client_tags_tag", "workspace_id", "folded"),
)

addresses = Table(
    "addresses",
    metadata,
    id_column(),
    workspace_column(),
    Column("client_id", ID, nullable=False, index=True),
    # E.164, or a WhatsApp identity without a number.
    Column("value", ADDRESS, nullable=False),
    Column("kind", String(16), nullable=False, server_default="phone"),
    # Taken off its client. The row stays: messages and consents belong to it, and a STOP holds for the
    # number whoever's it is next.
    Column("retired_at", UtcDateTime),
    # The lowest is the one that is used first; the older of two that are the same.
    Column("position", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("kind", AddressKind),
    within_workspace("clients", "client_id"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "value"),
)

# Two clients made one. What moved is kept by its old place until the merge cannot be undone any more.
merges = Table(
    "merges",
    metadata,
    id_column(),
    workspace_column(),
    Column("survivor_id", ID, nullable=False),
    Column("merged_id", ID, nullable=False),
    Column("merged_by", String(32), nullable=False),
    Column("merged_at", UtcDateTime, nullable=False),
    Column("undo_until", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Column("undone_by", String(32)),
    within_workspace("clients", "survivor_id"),
    within_workspace("clients", "merged_id"),
    UniqueConstraint("workspace_id", "id"),
    Index(
        "uq_merges_merged",
        "merged_id",
        unique=True,
        postgresql_where=text("undone_at IS NULL"),
        sqlite_where=text("undone_at IS NULL"),
    ),
)

# A row that a merge has changed, with what stood in it before.
merge_moves = Table(
    "merge_moves",
    metadata,
    Column("merge_id", ID, primary_key=True),
    # The table's name and the row's key in it.
    Column("kind", String(24), primary_key=True),
    Column("row_key", String(80), primary_key=True),
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("before", JSON, nullable=False),
    within_workspace("merges", "merge_id"),
)
