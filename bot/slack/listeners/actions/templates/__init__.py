"""Choosing a template and filling it in, by action id."""

from bot.slack.blocks import card_actions, compose, offers, template_form, template_picker
from bot.slack.deps import Handler
from bot.slack.listeners.actions.templates import changed, chosen, opened, redrawn

HANDLERS: dict[str, Handler] = {
    card_actions.TEMPLATE: opened.from_card,
    offers.USE_TEMPLATE: opened.from_message,
    compose.USE_TEMPLATE: opened.from_form,
    template_picker.PICK: chosen.handle,
    template_picker.SEARCH: redrawn.search,
    template_picker.REFRESH: redrawn.refresh_pressed,
    template_form.BACK: redrawn.back,
    template_form.VALUE: changed.handle,
}
