"""The tables, the same on SQLite and PostgreSQL."""

from bot.storage.tables.base import metadata
from bot.storage.tables.clients import addresses, clients, consent_events, consents, workspaces
from bot.storage.tables.messages import conversations, former_roots, message_events, messages
from bot.storage.tables.queues import inbound_texts, lanes, outbox, receipts, slack_events

__all__ = [
    "addresses",
    "clients",
    "consent_events",
    "consents",
    "conversations",
    "former_roots",
    "inbound_texts",
    "lanes",
    "message_events",
    "messages",
    "metadata",
    "outbox",
    "receipts",
    "slack_events",
    "workspaces",
]
