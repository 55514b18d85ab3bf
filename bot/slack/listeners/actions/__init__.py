"""Buttons and form fields by their action id."""

from bot.slack.blocks import audit as audit_blocks
from bot.slack.blocks import card_actions, compose, offers, opt_out, posts, ready_words, repeat, verdict
from bot.slack.blocks import client as client_blocks
from bot.slack.blocks import dnc as dnc_blocks
from bot.slack.blocks import roles as roles_blocks
from bot.slack.deps import Handler
from bot.slack.listeners.actions import (
    accounts,
    ask_again,
    ask_first,
    cancel_held,
    change_time,
    compose_changed,
    confirm_opt_out,
    dismiss_opt_out,
    home,
    importing,
    it_arrived,
    message_client,
    more,
    record,
    retry,
    reveal,
    routing,
    send_again,
    send_anyway,
    send_as_sms,
    systems,
    work,
)
from bot.slack.listeners.actions.audit import changed, export
from bot.slack.listeners.actions.client import (
    allow,
    forbid,
    history,
    record_consent,
    shown,
    withdraw_consent,
)
from bot.slack.listeners.actions.coming import HANDLERS as COMING
from bot.slack.listeners.actions.dnc import add as dnc_add
from bot.slack.listeners.actions.dnc import remove as dnc_remove
from bot.slack.listeners.actions.dnc import turned
from bot.slack.listeners.actions.inbox import HANDLERS as INBOX
from bot.slack.listeners.actions.intake import HANDLERS as INTAKE
from bot.slack.listeners.actions.merge import HANDLERS as MERGING
from bot.slack.listeners.actions.message_templates import HANDLERS as MESSAGE_TEMPLATES
from bot.slack.listeners.actions.posting import HANDLERS as POSTING
from bot.slack.listeners.actions.reminders import HANDLERS as REMINDERS
from bot.slack.listeners.actions.roles import give_group, give_person
from bot.slack.listeners.actions.roles import remove as role_remove
from bot.slack.listeners.actions.settings import add_pattern, opened, remove_pattern
from bot.slack.listeners.actions.templates import HANDLERS as TEMPLATES
from bot.slack.listeners.actions.templates.changed import override_ticked
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    card_actions.MESSAGE_CLIENT: message_client.handle,
    card_actions.SCHEDULE: message_client.schedule,
    card_actions.MORE: more.handle,
    compose.CLIENT_ACTION: compose_changed.handle,
    compose.CHANNEL_ACTION: compose_changed.handle,
    compose.SENDER_ACTION: compose_changed.handle,
    compose.BODY_ACTION: compose_changed.handle,
    compose.SEND_AT_ACTION: compose_changed.handle,
    ready_words.READY_ACTION: compose_changed.handle,
    ready_words.VALUE_ACTION: compose_changed.handle,
    repeat.REPEAT_ACTION: compose_changed.handle,
    repeat.UNTIL_ACTION: compose_changed.handle,
    verdict.OVERRIDE_ACTION: override_ticked,
    offers.CANCEL: cancel_held.handle,
    offers.CHANGE_TIME: change_time.handle,
    offers.SEND_NOW: send_anyway.handle,
    offers.SEND_ANYWAY: send_anyway.handle,
    offers.SEND_AS_SMS: send_as_sms.handle,
    offers.ASK_FIRST: ask_first.handle,
    offers.ASK_AGAIN: ask_again.handle,
    card_actions.ASK_AGAIN: ask_again.from_card,
    posts.RETRY: retry.handle,
    posts.IT_ARRIVED: it_arrived.handle,
    posts.SEND_AGAIN: send_again.handle,
    client_blocks.PICK: shown.handle,
    client_blocks.SHOW: shown.handle,
    client_blocks.RECORD: record_consent.handle,
    client_blocks.WITHDRAW: withdraw_consent.handle,
    client_blocks.FORBID: forbid.handle,
    client_blocks.ALLOW: allow.handle,
    client_blocks.HISTORY: history.handle,
    client_blocks.NEWER: history.handle,
    client_blocks.OLDER: history.handle,
    dnc_blocks.NEWER: turned.handle,
    dnc_blocks.OLDER: turned.handle,
    dnc_blocks.ADD: dnc_add.handle,
    dnc_blocks.REMOVE: dnc_remove.handle,
    audit_blocks.WHO: changed.handle,
    audit_blocks.WHAT: changed.handle,
    audit_blocks.CLIENT: changed.handle,
    audit_blocks.DAYS: changed.handle,
    audit_blocks.OLDER: changed.handle,
    audit_blocks.NEWEST: changed.handle,
    audit_blocks.RESET: changed.handle,
    audit_blocks.EXPORT: export.handle,
    page.OPEN: opened.handle,
    page.ADD_PATTERN: add_pattern.handle,
    page.REMOVE_PATTERN: remove_pattern.handle,
    roles_blocks.GIVE_PERSON: give_person.handle,
    roles_blocks.GIVE_GROUP: give_group.handle,
    roles_blocks.REMOVE: role_remove.handle,
    opt_out.CONFIRM: confirm_opt_out.handle,
    opt_out.DISMISS: dismiss_opt_out.handle,
    posts.REVEAL: reveal.handle,
    **home.HANDLERS,
    **work.HANDLERS,
    **MERGING,
    **REMINDERS,
    **TEMPLATES,
    **MESSAGE_TEMPLATES,
    **INTAKE,
    **INBOX,
    **COMING,
    **POSTING,
    **routing.HANDLERS,
    **record.HANDLERS,
    **importing.HANDLERS,
    **accounts.HANDLERS,
    **systems.HANDLERS,
}
