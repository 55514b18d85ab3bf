"""The ways on from the Home tab."""

from bot.domain.roles import Permission
from bot.flows.home.reader import Reader
from bot.slack.blocks.elements import Block, actions, button
from bot.slack.blocks.home.names import (
    CLIENTS,
    HELP,
    MESSAGE,
    NEW_CLIENT,
    SETTINGS,
    TEMPLATES,
    WHATSAPP_TEMPLATES,
)


def ways_on(reader: Reader) -> Block:
    """A button for each thing that the reader may do. While nobody is an admin, everybody gets *Settings*:
    an admin of the Slack workspace becomes the first one by it."""
    message = button("Message a client", MESSAGE, "message", "Write a text to a client", style="primary")
    new = button("New client", NEW_CLIENT, "new", "Write a new client down")
    templates = button("Templates", TEMPLATES, "templates", "Open the texts that the team has ready")
    approved = button(
        "WhatsApp templates", WHATSAPP_TEMPLATES, "templates", "See WhatsApp's templates and make new ones"
    )
    settings = button("Settings", SETTINGS, "settings", "Open what the admins decide")
    may_set = reader.may(Permission.SETTINGS) or not reader.admins
    return actions(
        *([message] if reader.may(Permission.SEND) else []),
        *([new] if reader.may(Permission.EDIT_CLIENTS) else []),
        button("Clients", CLIENTS, "clients", "Open the list of clients"),
        *([templates, approved] if reader.may(Permission.SEND) else []),
        *([settings] if may_set else []),
        button("Help", HELP, "help", "Show what there is and what you may do"),
        block_id="ways",
    )
