"""The tables, the same on SQLite and PostgreSQL."""

from bot.storage.tables.accounts import accounts
from bot.storage.tables.base import metadata
from bot.storage.tables.calendar import occasions, reminders, series, triggers
from bot.storage.tables.clients import addresses, client_tags, clients, merge_moves, merges, workspaces
from bot.storage.tables.consents import (
    channel_states,
    consent_events,
    consents,
    dnc,
    opt_ins,
    opt_out_reviews,
)
from bot.storage.tables.doors import trigger_calls, trigger_keys
from bot.storage.tables.imports import client_imports, import_problems
from bot.storage.tables.message_templates import message_template_versions, message_templates
from bot.storage.tables.messages import (
    conversations,
    former_roots,
    held_replies,
    message_events,
    messages,
    open_failures,
    unshown_texts,
)
from bot.storage.tables.money import budget_totals, charges, sender_states
from bot.storage.tables.own_numbers import own_numbers
from bot.storage.tables.queues import inbound_texts, lanes, outbox, receipts, slack_events
from bot.storage.tables.team import audit, group_members, roles, settings
from bot.storage.tables.templates import template_tasks, templates

__all__ = [
    "accounts",
    "addresses",
    "audit",
    "budget_totals",
    "channel_states",
    "charges",
    "client_imports",
    "client_tags",
    "clients",
    "consent_events",
    "consents",
    "conversations",
    "dnc",
    "former_roots",
    "group_members",
    "held_replies",
    "import_problems",
    "inbound_texts",
    "lanes",
    "merge_moves",
    "merges",
    "message_events",
    "message_template_versions",
    "message_templates",
    "messages",
    "metadata",
    "occasions",
    "open_failures",
    "opt_ins",
    "opt_out_reviews",
    "outbox",
    "own_numbers",
    "receipts",
    "reminders",
    "roles",
    "sender_states",
    "series",
    "settings",
    "slack_events",
    "template_tasks",
    "templates",
    "trigger_calls",
    "trigger_keys",
    "triggers",
    "unshown_texts",
    "workspaces",
]
