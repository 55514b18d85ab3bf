"""Buttons of the settings' page *Your own systems*."""

from bot.slack.deps import Handler
from bot.slack.listeners.actions.systems import make, revoke
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    page.MAKE_KEY: make.handle,
    page.REVOKE_KEY: revoke.handle,
}
