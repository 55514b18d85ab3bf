"""The form of the settings' page *Your own systems*."""

from bot.slack.deps import Handler
from bot.slack.listeners.views.systems import make
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {page.KEY_CALLBACK: make.handle}
