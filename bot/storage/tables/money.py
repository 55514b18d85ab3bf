"""What messages cost, what is reserved for them, and which of our senders may send."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, text

from bot.domain.channel import Channel
from bot.domain.sender import SenderStatus
from bot.storage.tables.base import (
    ID,
    FreeText,
    UtcDateTime,
    metadata,
    one_of,
    workspace_column,
)

# Amounts are whole millionths of the workspace's currency.
_UNSETTLED = text("state = 'reserved'")

# What one message is estimated to cost, and what it really cost once the provider has said so.
charges = Table(
    "charges",
    metadata,
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    workspace_column(),
    Column("month", String(7), nullable=False),  # 2026-11, in the workspace's time zone.
    Column("team", String(32), nullable=False, server_default=""),
    Column("channel", String(16), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("segments", Integer, nullable=False),
    Column("estimated", BigInteger, nullable=False),
    Column("settled", BigInteger),
    Column("state", String(16), nullable=False, server_default="reserved"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    # When the provider is to be asked for the real price; empty once nobody expects an answer any more.
    Column("ask_at", UtcDateTime),
    Column("asked", Integer, nullable=False, server_default="0"),
    one_of("channel", Channel),
    one_of("state", ("reserved", "settled", "released")),
    Index("ix_charges_month", "workspace_id", "month"),
    Index(
        "ix_charges_unsettled",
        "workspace_id",
        "ask_at",
        postgresql_where=_UNSETTLED,
        sqlite_where=_UNSETTLED,
    ),
)

# The sum of a month's charges for the workspace (scope "") or a team (its user group): one row that every
# reservation moves, so that two at once cannot both take the last cent.
budget_totals = Table(
    "budget_totals",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("scope", String(32), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("taken", BigInteger, nullable=False, server_default="0"),
    Column("messages", Integer, nullable=False, server_default="0"),
    # How many percent an admin has been told of: each threshold is reported once a month.
    Column("reported", Integer, nullable=False, server_default="0"),
)

# What the provider said of a sender when it was last asked.
sender_states = Table(
    "sender_states",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("sender", String(64), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("why", FreeText, nullable=False, server_default=""),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    one_of("channel", Channel),
    one_of("status", SenderStatus),
)
