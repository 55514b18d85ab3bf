"""What waits: to be written to Slack, or, told us by Slack, a provider or a client, to be handled."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.tables.base import ADDRESS, ID, UtcDateTime, id_column, metadata, one_of, workspace_column

WAITING = text("state = 'waiting'")
PUT_BACK = text("state = 'waiting' AND attempts > 0")
_STATES = ("waiting", "done", "dead")

# A lane is what shares a pace: one sender's texts, one Slack channel's posts, one method's calls.
# All workers take their turns from the same row, so together they never go faster than one would.
lanes = Table(
    "lanes",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("lane", String(80), primary_key=True),
    Column("queue", String(16), nullable=False),
    Column("next_free_at", UtcDateTime, nullable=False),
    one_of("queue", ("messages", "outbox")),
)

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    workspace_column(),
    Column("lane", String(80), nullable=False),
    # Items of one key are written one after the other: a conversation's id, or what is updated.
    Column("order_key", String(80), nullable=False),
    Column("kind", String(32), nullable=False),
    # The thing to be written, once; an item that shows a state is written again when it changes.
    Column("dedupe_key", String(200), nullable=False),
    Column("data", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Since when a call to Slack may have been made: after a crash the post is looked for from here on.
    Column("called_at", UtcDateTime),
    # Who has it now; a claim moves next_attempt_at to the lease's end, so a lost lease is simply due again.
    Column("lease_owner", String(64)),
    Column("last_error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    one_of("state", _STATES),
    UniqueConstraint("workspace_id", "dedupe_key"),
    Index("ix_outbox_due", "lane", "next_attempt_at", postgresql_where=WAITING, sqlite_where=WAITING),
    Index("ix_outbox_head", "order_key", "id", postgresql_where=WAITING, sqlite_where=WAITING),
    Index("ix_outbox_done", "done_at"),
)

slack_events = Table(
    "slack_events",
    metadata,
    id_column(),
    workspace_column(),
    Column("event_id", String(64), nullable=False),
    # Channel and ts of a new message: the same message met again under another event id is no second one.
    Column("message_key", String(64)),
    Column("order_key", String(80), nullable=False),
    # Emptied once handled: what people wrote is kept in one place only.
    Column("payload", JSON),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Who has it now; a claim moves next_attempt_at to the lease's end, so a lost lease is simply due again.
    Column("lease_owner", String(64)),
    Column("last_error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    one_of("state", _STATES),
    UniqueConstraint("workspace_id", "event_id"),
    UniqueConstraint("workspace_id", "message_key"),
    Index(
        "ix_slack_events_due",
        "workspace_id",
        "next_attempt_at",
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    ),
    Index("ix_slack_events_head", "order_key", "id", postgresql_where=WAITING, sqlite_where=WAITING),
    Index("ix_slack_events_done", "done_at"),
)

# A provider's word on a message, from the webhook's answer until it is applied; then the row is gone.
receipts = Table(
    "receipts",
    metadata,
    id_column(),
    workspace_column(),
    Column("receipt_key", String(300), nullable=False),
    Column("data", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Later than its arrival only for one that could not be applied: the others go on without it.
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("last_error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    one_of("state", ("waiting", "dead")),
    UniqueConstraint("workspace_id", "receipt_key"),
)

# A client's text, from the webhook's answer until it is applied; then the row is gone.
inbound_texts = Table(
    "inbound_texts",
    metadata,
    id_column(),
    workspace_column(),
    Column("text_key", String(300), nullable=False),
    # Texts of one sender are applied one after the other, and nothing is sent there meanwhile.
    Column("sender", ADDRESS, nullable=False),
    Column("data", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Later than its arrival only for one that could not be applied: other senders' go on without it.
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("last_error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    one_of("state", ("waiting", "dead")),
    UniqueConstraint("workspace_id", "text_key"),
    Index(
        "ix_inbound_texts_sender",
        "workspace_id",
        "sender",
        "id",
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    ),
    Index(
        "ix_inbound_texts_put_back",
        "workspace_id",
        "sender",
        postgresql_where=PUT_BACK,
        sqlite_where=PUT_BACK,
    ),
)
