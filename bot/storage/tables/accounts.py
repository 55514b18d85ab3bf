"""Accounts at providers that admins have added."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, text

from bot.domain.account import AccountState
from bot.storage.tables.base import FreeText, UtcDateTime, id_column, metadata, one_of, workspace_column

_STANDING = text("state <> 'tried'")

accounts = Table(
    "accounts",
    metadata,
    id_column(),
    workspace_column(),
    Column("provider", String(16), nullable=False),
    Column("sid", String(64), nullable=False),
    Column("label", FreeText, nullable=False, server_default=""),
    # The token, encrypted, and which key that was done with: see ``bot.vault``.
    Column("key_id", String(16), nullable=False),
    Column("secret", Text, nullable=False),
    # Channel and address of each.
    Column("senders", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", String(32), nullable=False, server_default=""),
    one_of("provider", ("twilio",)),
    one_of("state", AccountState),
    # While a new token is tried, the account goes on with the one it has.
    Index(
        "uq_accounts_sid",
        "workspace_id",
        "provider",
        "sid",
        unique=True,
        postgresql_where=_STANDING,
        sqlite_where=_STANDING,
    ),
)
