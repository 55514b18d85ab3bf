"""Submitted forms by their callback id."""

from bot.slack.blocks import compose as compose_blocks
from bot.slack.blocks import consent, dnc, roles
from bot.slack.deps import Handler
from bot.slack.listeners.views import compose
from bot.slack.listeners.views.client import record_consent, withdraw_consent
from bot.slack.listeners.views.dnc import add, remove, search
from bot.slack.listeners.views.roles import group, person
from bot.slack.listeners.views.settings import page as settings_page
from bot.slack.listeners.views.settings import pattern
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    compose_blocks.CALLBACK: compose.handle,
    consent.RECORD_CALLBACK: record_consent.handle,
    consent.WITHDRAW_CALLBACK: withdraw_consent.handle,
    dnc.LIST_CALLBACK: search.handle,
    dnc.ADD_CALLBACK: add.handle,
    dnc.REMOVE_CALLBACK: remove.handle,
    page.CALLBACK: settings_page.handle,
    page.ADD_PATTERN_CALLBACK: pattern.handle,
    roles.PERSON_CALLBACK: person.handle,
    roles.GROUP_CALLBACK: group.handle,
}
