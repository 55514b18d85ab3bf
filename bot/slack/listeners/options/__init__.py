"""Menus that ask for their options, by their action id."""

from bot.slack.blocks import (
    audit,
    client,
    client_list,
    compose,
    merge,
    occasion_form,
    post_form,
    ready_words,
    trigger_form,
)
from bot.slack.deps import Handler
from bot.slack.listeners.options import (
    compose_client,
    compose_template,
    known_client,
    message_templates,
    post_template,
    record,
    trigger_template,
)

HANDLERS: dict[str, Handler] = {
    compose.CLIENT_ACTION: compose_client.handle,
    ready_words.READY_ACTION: compose_template.handle,
    client.PICK: known_client.handle,
    audit.CLIENT: known_client.handle,
    merge.PICK: known_client.handle,
    client_list.PICK: known_client.handle,
    occasion_form.CLIENT: compose_client.handle,
    post_form.TEMPLATE_ACTION: post_template.handle,
    trigger_form.TEMPLATE: trigger_template.handle,
    **record.HANDLERS,
    **message_templates.HANDLERS,
}
