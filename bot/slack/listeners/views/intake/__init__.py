"""An unknown number gets its name: submitted forms by their callback id."""

from bot.slack.blocks import intake_form
from bot.slack.deps import Handler
from bot.slack.listeners.views.intake import create

HANDLERS: dict[str, Handler] = {intake_form.CALLBACK: create.handle}
