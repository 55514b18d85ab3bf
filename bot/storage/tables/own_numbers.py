"""Our own numbers, as the providers that give them names of their own have told them."""

from sqlalchemy import Column, ForeignKey, String, Table

from bot.storage.tables.base import ADDRESS, ID, UtcDateTime, metadata

own_numbers = Table(
    "own_numbers",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", String(32), primary_key=True),
    # What the provider calls the number.
    Column("number_id", String(64), primary_key=True),
    Column("address", ADDRESS, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
)
