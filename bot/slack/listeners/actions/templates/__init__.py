"""Choosing a template and filling it in, by action id."""

from bot.slack.blocks import (
    card_actions,
    compose,
    offers,
    template_form,
    template_list,
    template_new,
    template_picker,
    template_samples,
)
from bot.slack.blocks.home import names
from bot.slack.deps import Handler
from bot.slack.listeners.actions.templates import changed, chosen, listed, making, opened, redrawn
from bot.slack.templates.listing import WHATSAPPS

HANDLERS: dict[str, Handler] = {
    card_actions.TEMPLATE: opened.from_card,
    offers.USE_TEMPLATE: opened.from_message,
    compose.USE_TEMPLATE: opened.from_form,
    template_picker.PICK: chosen.handle,
    template_picker.SEARCH: redrawn.search,
    template_picker.REFRESH: redrawn.refresh_pressed,
    template_form.BACK: redrawn.back,
    template_form.VALUE: changed.handle,
    template_form.SEND_AT_ACTION: changed.handle,
    template_picker.NEW: making.opened,
    template_picker.ALL: listed.opened,
    names.WHATSAPP_TEMPLATES: listed.opened,
    template_new.KIND_ACTION: making.kind_chosen,
    template_samples.CHANGE: making.change,
    template_samples.SAMPLE_ACTION: making.sample_typed,
    template_list.FILTER: WHATSAPPS.filtered,
    template_list.SEARCH: WHATSAPPS.searched,
    template_list.REFRESH: listed.refreshed,
    template_list.EARLIER: WHATSAPPS.turned,
    template_list.LATER: WHATSAPPS.turned,
    template_list.DELETE: listed.deleted,
}
