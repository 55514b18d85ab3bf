"""Submitted forms by their callback id."""

from bot.slack.blocks import anyway as anyway_form
from bot.slack.blocks import compose as compose_form
from bot.slack.deps import Handler
from bot.slack.listeners.views import anyway, compose

HANDLERS: dict[str, Handler] = {
    anyway_form.CALLBACK: anyway.handle,
    compose_form.CALLBACK: compose.handle,
}
