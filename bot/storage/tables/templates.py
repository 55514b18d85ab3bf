"""What the providers have told us of WhatsApp's templates."""

from sqlalchemy import JSON, Column, ForeignKey, String, Table

from bot.storage.tables.base import ID, UtcDateTime, metadata

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
