"""Conversations, messages and their event log, and the pace of each sender."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.channel import Channel
from bot.domain.conversation import Work
from bot.domain.held_reply import HeldWhy
from bot.domain.message import Direction, Purpose, Status
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

conversations = Table(
    "conversations",
    metadata,
    id_column(),
    workspace_column(),
    Column("client_id", ID, nullable=False),
    Column("slack_channel", String(32), nullable=False),
    Column("root_ts", String(32)),
    Column("state", String(16), nullable=False, server_default="active"),
    Column("work", String(16), nullable=False, server_default="open"),
    Column("snoozed_until", UtcDateTime),
    Column("snoozed_by", String(32)),
    # The teammate who keeps replies inside for now.
    Column("relay_paused_by", String(32)),
    # When the client wrote what nobody has answered yet.
    Column("unanswered_since", UtcDateTime),
    # The newest text in either direction.
    Column("last_message_at", UtcDateTime),
    # The conversation that this one has become part of, when its client was merged.
    Column("continued_by", ID),
    Column("created_at", UtcDateTime, nullable=False),
    within_workspace("clients", "client_id"),
    one_of("state", ("active", "archived")),
    one_of("work", Work),
    # A client has one active thread, whatever races: the database says so.
    Index(
        "uq_conversations_active_client",
        "client_id",
        unique=True,
        postgresql_where=text("state = 'active'"),
        sqlite_where=text("state = 'active'"),
    ),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "slack_channel", "root_ts"),
    Index(
        "ix_conversations_unanswered",
        "workspace_id",
        "unanswered_since",
        postgresql_where=text("unanswered_since IS NOT NULL"),
        sqlite_where=text("unanswered_since IS NOT NULL"),
    ),
    Index(
        "ix_conversations_snoozed",
        "workspace_id",
        "snoozed_until",
        postgresql_where=text("work = 'snoozed'"),
        sqlite_where=text("work = 'snoozed'"),
    ),
)

# Where a client's card has stood before: the old thread stays open on people's screens, and what they
# reply there is a reply to the client all the same.
former_roots = Table(
    "former_roots",
    metadata,
    Column("workspace_id", ID, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("slack_channel", String(32), primary_key=True),
    Column("root_ts", String(32), primary_key=True),
    Column("conversation_id", ID, nullable=False),
    within_workspace("conversations", "conversation_id"),
)

# Written as literals, so that the planner sees that the partial indexes below apply.
QUEUED = text("status = 'queued'")
IN_FLIGHT = text("status IN ('queued', 'sending', 'checking')")
OUTBOUND = text("direction = 'out'")
UNSETTLED = text("status IN ('sending', 'checking')")
# Of a span of time, as reports count it. Without the condition SQLite, which keeps no statistics here, would
# take this index for questions about one client as well, and read every message of the span.
TRAFFIC = text("status NOT IN ('refused', 'canceled')")

# What waits for a later time, and says so. A text that goes at once never touches these indexes.
COMING = text("status = 'queued' AND (scheduled_for IS NOT NULL OR error_text IS NOT NULL)")

messages = Table(
    "messages",
    metadata,
    id_column(),
    workspace_column(),
    Column("conversation_id", ID, nullable=False),
    Column("client_id", ID, nullable=False),
    Column("address_id", ID, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("address", ADDRESS, nullable=False),
    # Messages of one lane share a pace: an SMS and an MMS from one number, not its WhatsApp.
    Column("lane", String(80), nullable=False),
    Column("body", FreeText, nullable=False),
    # What the program adds below the words for the client: who writes, and how to stop.
    Column("notice", FreeText, nullable=False, server_default=""),
    # The parts of the body that Slack must not see: rule, start and end of each.
    Column("hidden", JSON),
    # Who decided to send in spite of which reasons of the gate's, and why.
    Column("override", JSON),
    # The approved template whose words these are: its id and name, and what was written into its blanks.
    Column("template", JSON),
    # The team's own template whose words these are, and what has caused it to go by itself.
    Column("made_from", JSON),
    Column("purpose", String(16), nullable=False, server_default="direct"),
    Column("media", JSON, nullable=False),
    # What came with a client's message beside its words and files: see ``bot.domain.extras``.
    Column("extras", JSON),
    # Nobody has written: the client has reacted, or the provider tells of a new number.
    Column("is_sign", Boolean, nullable=False, server_default=false()),
    # Asked for as an SMS or MMS, and carried by RCS: the provider's choice, told afterwards.
    Column("by_rcs", Boolean, nullable=False, server_default=false()),
    Column("status", String(16), nullable=False),
    # What was meant, once: the Slack message, the modal's submission, the provider's id of an inbound text.
    Column("intent_key", String(300), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    # The time that a person chose for it.
    Column("scheduled_for", UtcDateTime),
    # From then on it is of no use to the client.
    Column("useless_at", UtcDateTime),
    # The teammate who keeps it back for now: it is due in a time that never comes.
    Column("paused_by", String(32)),
    # It waits, or has waited, for the client's yes to WhatsApp.
    Column("awaits_consent", Boolean, nullable=False, server_default=false()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_owner", String(64)),
    Column("lease_until", UtcDateTime),
    Column("called_at", UtcDateTime),
    Column("provider", String(32), nullable=False),
    Column("provider_id", String(255)),
    Column("slack_channel", String(32)),
    Column("slack_ts", String(32)),
    Column("slack_user", String(32)),
    Column("error_code", String(16)),
    Column("error_text", FreeText),
    Column("can_retry", Boolean, nullable=False, server_default=false()),
    # Unique: two people who press Retry at once make one new message.
    Column("retry_of", ID, ForeignKey("messages.id", ondelete="SET NULL"), unique=True),
    Column("decision", JSON),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    within_workspace("conversations", "conversation_id"),
    within_workspace("clients", "client_id"),
    within_workspace("addresses", "address_id"),
    one_of("direction", Direction),
    one_of("channel", Channel),
    one_of("status", Status),
    one_of("purpose", Purpose),
    UniqueConstraint("workspace_id", "intent_key"),
    # The provider's id before its name: a receipt without our own id is looked up by it.
    Index("uq_messages_provider_id", "workspace_id", "provider_id", "provider", unique=True),
    Index("ix_messages_due", "lane", "next_attempt_at", postgresql_where=QUEUED, sqlite_where=QUEUED),
    Index(
        "ix_messages_head", "client_id", "due_at", "id", postgresql_where=IN_FLIGHT, sqlite_where=IN_FLIGHT
    ),
    # By workspace first: SQLite has no statistics, and would rather take another index that begins with it.
    Index(
        "ix_messages_unsettled",
        "workspace_id",
        "lease_until",
        postgresql_where=UNSETTLED,
        sqlite_where=UNSETTLED,
    ),
    Index("ix_messages_conversation", "conversation_id", "id"),
    Index("ix_messages_recent", "client_id", "due_at", postgresql_where=OUTBOUND, sqlite_where=OUTBOUND),
    Index("ix_messages_slack", "workspace_id", "slack_channel", "slack_ts"),
    Index("ix_messages_time", "workspace_id", "due_at", postgresql_where=TRAFFIC, sqlite_where=TRAFFIC),
    Index("ix_messages_coming", "workspace_id", "due_at", postgresql_where=COMING, sqlite_where=COMING),
    Index(
        "ix_messages_author",
        "workspace_id",
        "slack_user",
        "due_at",
        postgresql_where=COMING,
        sqlite_where=COMING,
    ),
)

message_events = Table(
    "message_events",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    workspace_column(),
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("status", String(16), nullable=False),
    # False for a repeat or a step back: recorded, without effect.
    Column("moved", Boolean, nullable=False),
    Column("detail", JSON),
    # A receipt's own id, so that the same receipt twice is one event.
    Column("receipt_key", String(300)),
    one_of("status", Status),
    Index("uq_message_events_receipt", "workspace_id", "receipt_key", unique=True),
)

# A reply that a teammate must decide about before it may go: its author is asked, and it waits here.
held_replies = Table(
    "held_replies",
    metadata,
    id_column(),
    workspace_column(),
    Column("conversation_id", ID, nullable=False),
    Column("slack_channel", String(32), nullable=False),
    Column("slack_ts", String(32), nullable=False),
    # The root of the thread it was written in; empty where that was not kept.
    Column("root_ts", String(32), nullable=False, server_default=""),
    Column("slack_user", String(32), nullable=False),
    Column("body", FreeText, nullable=False),
    Column("why", String(16), nullable=False),
    # The files dropped with it, as Slack describes them.
    Column("files", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    within_workspace("conversations", "conversation_id"),
    one_of("why", HeldWhy),
    UniqueConstraint("workspace_id", "slack_channel", "slack_ts"),
    Index("ix_held_replies_created", "workspace_id", "created_at"),
)

# Texts to a sender of ours that was not two-way then: kept, and shown in no thread until somebody asks.
unshown_texts = Table(
    "unshown_texts",
    metadata,
    workspace_column(),
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String(16), nullable=False),
    # The sender of ours that the client wrote to.
    Column("sender", String(64), nullable=False),
    one_of("channel", Channel),
    Index("ix_unshown_texts_sender", "workspace_id", "channel", "sender", "message_id"),
)

# Texts that did not reach a client, or of which nobody can tell, until somebody has dealt with it. A table of
# its own: it is as small as the list that people work off, whatever has failed in all the years.
open_failures = Table(
    "open_failures",
    metadata,
    workspace_column(),
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    # As in the message's row. No reference: a failure must not wait for who merges the client at that moment.
    Column("client_id", ID, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index("ix_open_failures_client", "workspace_id", "client_id"),
)
