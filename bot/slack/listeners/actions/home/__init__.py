"""The buttons of the Home tab, by action id."""

from bot.slack.blocks.home import names
from bot.slack.deps import Handler
from bot.slack.listeners.actions.home import (
    clients,
    help_,
    hide_setup,
    message,
    new_client,
    roles,
    settings,
    templates,
    text,
    whose,
)

HANDLERS: dict[str, Handler] = {
    names.MESSAGE: message.handle,
    names.NEW_CLIENT: new_client.handle,
    names.CLIENTS: clients.handle,
    names.SETTINGS: settings.handle,
    names.ROLES: roles.handle,
    names.TEMPLATES: templates.handle,
    names.HELP: help_.handle,
    names.HIDE_SETUP: hide_setup.handle,
    names.WHOSE: whose.handle,
    names.TEXT: text.handle,
}
