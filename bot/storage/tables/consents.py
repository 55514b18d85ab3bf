"""What each address has consented to, what is known of it, and the numbers that must not be contacted."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, text

from bot.domain.consent import ConsentScope, ConsentState, DncSource
from bot.domain.failure import RecipientFault
from bot.domain.opt_in import OptInState
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

FAMILIES = ("sms", "whatsapp")
# Every channel there is: what stands in the place of a family on the do-not-contact list.
EVERY_CHANNEL = "all"

# The current state, read on every send; the ledger below says how it came about.
consents = Table(
    "consents",
    metadata,
    workspace_column(),
    Column("address_id", ID, primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("scope", String(16), nullable=False, server_default="transactional"),
    Column("since", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    within_workspace("addresses", "address_id"),
    one_of("channel", FAMILIES),
    one_of("state", ConsentState),
    one_of("scope", ConsentScope),
)

# Append-only: who allowed or forbade what, when, and by what evidence.
consent_events = Table(
    "consent_events",
    metadata,
    id_column(),
    workspace_column(),
    Column("address_id", ID, nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("scope", String(16), nullable=False, server_default="transactional"),
    Column("source", String(32), nullable=False),
    # A message's id, an address on the web, or where the signed form lies.
    Column("evidence", FreeText, nullable=False, server_default=""),
    # Which wording the client agreed to, and to which of our senders.
    Column("wording", FreeText, nullable=False, server_default=""),
    Column("sender", String(64), nullable=False, server_default=""),
    Column("recorded_by", String(32)),
    Column("expires_at", UtcDateTime),
    Column("at", UtcDateTime, nullable=False),
    within_workspace("addresses", "address_id"),
    one_of("channel", FAMILIES),
    one_of("state", ConsentState),
    one_of("scope", ConsentScope),
)

# What experience has shown of an address on a channel: read on every send, written when it changes.
channel_states = Table(
    "channel_states",
    metadata,
    workspace_column(),
    Column("address_id", ID, primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("last_inbound_at", UtcDateTime),
    # When a text that names the business first went.
    Column("introduced_at", UtcDateTime),
    Column("fault", String(24)),
    Column("fault_code", String(16)),
    Column("fault_at", UtcDateTime),
    within_workspace("addresses", "address_id"),
    one_of("channel", FAMILIES),
    one_of("fault", RecipientFault),
)

# By number and not by client: it holds for a number that is no client's, or comes back as another's.
dnc = Table(
    "dnc",
    metadata,
    workspace_column(),
    Column("number", ADDRESS, primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("source", String(16), nullable=False),
    Column("reason", FreeText, nullable=False, server_default=""),
    Column("added_by", String(32)),
    Column("added_at", UtcDateTime, nullable=False),
    one_of("channel", (*FAMILIES, EVERY_CHANNEL)),
    one_of("source", DncSource),
)

_OPEN = text("state = 'open'")

# A client's own words that sound like an opt-out, until a teammate has read them.
opt_out_reviews = Table(
    "opt_out_reviews",
    metadata,
    id_column(),
    workspace_column(),
    Column("address_id", ID, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("opened_at", UtcDateTime, nullable=False),
    # The end of the tenth business day: by then an opt-out must be in force (47 CFR 64.1200(a)(10)).
    Column("due_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("decided_by", String(32)),
    within_workspace("addresses", "address_id"),
    one_of("channel", FAMILIES),
    one_of("state", ("open", "opted_out", "dismissed")),
    Index(
        "uq_opt_out_reviews_open",
        "address_id",
        "channel",
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    ),
    Index("ix_opt_out_reviews_due", "workspace_id", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
)

_ASKED = text("state = 'asked'")

# Clients who were asked on WhatsApp whether they want to hear from us there.
opt_ins = Table(
    "opt_ins",
    metadata,
    id_column(),
    workspace_column(),
    Column("address_id", ID, nullable=False),
    # The question, as it went.
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("asked_by", String(32), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    # When to look whether there is an answer.
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False, server_default="asked"),
    # The consent that held until it was asked.
    Column("before", String(16), nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("wrote_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    # The client's message. No reference: the proof in the ledger outlives the message.
    Column("answer_id", ID),
    within_workspace("addresses", "address_id"),
    one_of("state", OptInState),
    one_of("before", ConsentState),
    # Whoever presses, a client is asked once at a time: the database says so.
    Index("uq_opt_ins_asked", "address_id", unique=True, postgresql_where=_ASKED, sqlite_where=_ASKED),
    Index("ix_opt_ins_address", "address_id", "id"),
    Index("ix_opt_ins_due", "workspace_id", "due_at", postgresql_where=_ASKED, sqlite_where=_ASKED),
)
