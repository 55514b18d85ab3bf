"""What is to come: occasions, what is sent for them, and texts that go again and again."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.occasion import OccasionKind, OccasionState
from bot.domain.recurrence import SeriesState
from bot.domain.reminder import ReminderState
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

_STANDING = text("state IN ('open', 'confirmed')")
_PLANNED = text("state = 'planned'")
_ACTIVE = text("state = 'active'")
_PAUSED = text("paused_by IS NOT NULL")

occasions = Table(
    "occasions",
    metadata,
    id_column(),
    workspace_column(),
    Column("kind", String(16), nullable=False),
    Column("client_id", ID, nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", UtcDateTime),
    Column("day", Date),
    Column("details", JSON, nullable=False),
    # What another system calls it.
    Column("ref", String(160)),
    Column("source", String(16), nullable=False),
    Column("created_by", String(32), nullable=False, server_default=""),
    Column("paused_by", String(32)),
    # Counts up with every move, so that what went for the old time may go for the new one.
    Column("round", Integer, nullable=False, server_default="1"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    within_workspace("clients", "client_id"),
    one_of("kind", OccasionKind),
    one_of("state", OccasionState),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "ref"),
    Index("ix_occasions_client", "workspace_id", "client_id", "at"),
    Index(
        "ix_occasions_standing",
        "workspace_id",
        "kind",
        "at",
        "day",
        "id",
        postgresql_where=_STANDING,
        sqlite_where=_STANDING,
    ),
    Index("ix_occasions_author", "workspace_id", "created_by"),
    # What is due and kept back is told from the rest without reading the occasions.
    Index("ix_occasions_paused", "id", postgresql_where=_PAUSED, sqlite_where=_PAUSED),
)

triggers = Table(
    "triggers",
    metadata,
    id_column(),
    workspace_column(),
    Column("kind", String(16), nullable=False),
    Column("template_id", ID, nullable=False),
    Column("offsets", JSON, nullable=False),
    Column("channel", String(16)),
    Column("slack_channel", String(32), nullable=False, server_default=""),
    Column("stops", JSON, nullable=False),
    Column("is_on", Boolean, nullable=False, server_default=true()),
    # It is taken away, and only kept until what is planned by it is taken back.
    Column("is_gone", Boolean, nullable=False, server_default=false()),
    # The last occasion for which a change of it has been planned; NULL once all are.
    Column("replanned_to", ID, server_default=""),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", String(32), nullable=False, server_default=""),
    within_workspace("message_templates", "template_id"),
    one_of("kind", OccasionKind),
    one_of("channel", Channel),
    UniqueConstraint("workspace_id", "id"),
    Index("ix_triggers_kind", "workspace_id", "kind"),
)

reminders = Table(
    "reminders",
    metadata,
    id_column(),
    workspace_column(),
    Column("occasion_id", ID, nullable=False),
    Column("client_id", ID, nullable=False),
    # No reference: a trigger that is deleted takes back what is planned, and leaves what went.
    Column("trigger_id", ID, nullable=False),
    Column("step", String(40), nullable=False),
    Column("round", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("useless_at", UtcDateTime),
    Column("state", String(16), nullable=False),
    Column("message_id", ID),
    Column("why", FreeText, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("is_by_hand", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    within_workspace("occasions", "occasion_id"),
    within_workspace("clients", "client_id"),
    one_of("state", ReminderState),
    # Nothing goes twice, whatever is planned again: the database says so.
    UniqueConstraint("workspace_id", "occasion_id", "trigger_id", "step", "round"),
    Index("ix_reminders_due", "workspace_id", "due_at", postgresql_where=_PLANNED, sqlite_where=_PLANNED),
    Index("ix_reminders_client", "workspace_id", "client_id", "due_at"),
    Index(
        "ix_reminders_trigger",
        "workspace_id",
        "trigger_id",
        postgresql_where=_PLANNED,
        sqlite_where=_PLANNED,
    ),
)

series = Table(
    "series",
    metadata,
    id_column(),
    workspace_column(),
    # One form is one wish: Slack may hand the same submission in twice.
    Column("intent_key", String(300), nullable=False),
    Column("client_id", ID, nullable=False),
    Column("address_id", ID, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("recurrence", JSON, nullable=False),
    Column("author", String(32), nullable=False),
    Column("body", FreeText, nullable=False),
    # No reference: a template that is archived ends the series with a word.
    Column("template_id", ID),
    Column("values", JSON, nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("next_at", UtcDateTime),
    # As next_at, but later where taking it up has failed: the time it is meant for stays the same.
    Column("due_at", UtcDateTime),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("gone", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    within_workspace("clients", "client_id"),
    within_workspace("addresses", "address_id"),
    one_of("channel", Channel),
    one_of("purpose", Purpose),
    one_of("state", SeriesState),
    UniqueConstraint("workspace_id", "intent_key"),
    Index("ix_series_due", "workspace_id", "due_at", postgresql_where=_ACTIVE, sqlite_where=_ACTIVE),
    Index("ix_series_client", "workspace_id", "client_id"),
)
