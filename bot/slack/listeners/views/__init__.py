"""Submitted forms by their callback id."""

from bot.slack.blocks import anyway as anyway_blocks
from bot.slack.blocks import compose as compose_blocks
from bot.slack.blocks import consent as consent_blocks
from bot.slack.blocks import dnc as dnc_blocks
from bot.slack.blocks import post_form as post_blocks
from bot.slack.blocks import reschedule as reschedule_blocks
from bot.slack.blocks import roles as roles_blocks
from bot.slack.blocks import template_form, template_picker
from bot.slack.blocks import template_list as template_list_blocks
from bot.slack.blocks import template_new as template_new_blocks
from bot.slack.blocks import template_samples as template_samples_blocks
from bot.slack.deps import Handler
from bot.slack.listeners.views import (
    accounts,
    anyway,
    compose,
    importing,
    post,
    record,
    reschedule,
    systems,
    template,
    template_new,
    template_samples,
    template_search,
    work,
)
from bot.slack.listeners.views.client import record_consent, withdraw_consent
from bot.slack.listeners.views.coming import HANDLERS as COMING
from bot.slack.listeners.views.dnc import add, remove, search
from bot.slack.listeners.views.intake import HANDLERS as INTAKE
from bot.slack.listeners.views.merge import HANDLERS as MERGING
from bot.slack.listeners.views.message_templates import HANDLERS as MESSAGE_TEMPLATES
from bot.slack.listeners.views.reminders import HANDLERS as REMINDERS
from bot.slack.listeners.views.roles import group, person
from bot.slack.listeners.views.settings import page as settings_page
from bot.slack.listeners.views.settings import pattern
from bot.slack.settings import page
from bot.slack.templates.listing import WHATSAPPS

HANDLERS: dict[str, Handler] = {
    anyway_blocks.CALLBACK: anyway.handle,
    compose_blocks.CALLBACK: compose.handle,
    consent_blocks.RECORD_CALLBACK: record_consent.handle,
    consent_blocks.WITHDRAW_CALLBACK: withdraw_consent.handle,
    dnc_blocks.LIST_CALLBACK: search.handle,
    dnc_blocks.ADD_CALLBACK: add.handle,
    dnc_blocks.REMOVE_CALLBACK: remove.handle,
    page.CALLBACK: settings_page.handle,
    page.ADD_PATTERN_CALLBACK: pattern.handle,
    template_form.CALLBACK: template.handle,
    template_picker.CALLBACK: template_search.handle,
    template_list_blocks.CALLBACK: WHATSAPPS.submitted,
    template_new_blocks.CALLBACK: template_new.handle,
    template_samples_blocks.CALLBACK: template_samples.handle,
    post_blocks.CALLBACK: post.handle,
    reschedule_blocks.CALLBACK: reschedule.handle,
    roles_blocks.PERSON_CALLBACK: person.handle,
    roles_blocks.GROUP_CALLBACK: group.handle,
    **work.HANDLERS,
    **MERGING,
    **REMINDERS,
    **MESSAGE_TEMPLATES,
    **INTAKE,
    **COMING,
    **record.HANDLERS,
    **importing.HANDLERS,
    **accounts.HANDLERS,
    **systems.HANDLERS,
}
