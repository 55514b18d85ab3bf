"""Submitted forms of the record of a client, by callback id."""

from bot.slack.blocks import client_form, numbers
from bot.slack.deps import Handler
from bot.slack.listeners.views.record import create, edit, number

HANDLERS: dict[str, Handler] = {
    client_form.CREATE_CALLBACK: create.handle,
    client_form.EDIT_CALLBACK: edit.handle,
    numbers.CALLBACK: number.handle,
}
