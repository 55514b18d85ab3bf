"""Buttons and fields of the windows of the triggers."""

from bot.slack.blocks import trigger_form, trigger_list
from bot.slack.deps import Handler
from bot.slack.listeners.actions.reminders.triggers import form, listed
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    page.TRIGGERS: listed.opened,
    trigger_list.EARLIER: listed.turned,
    trigger_list.LATER: listed.turned,
    trigger_list.ON: listed.switch_on,
    trigger_list.OFF: listed.switch_off,
    trigger_list.REMOVE: listed.removed,
    trigger_list.ADD: form.add,
    trigger_list.CHANGE: form.change,
    trigger_form.KIND: form.changed,
    trigger_form.TEMPLATE: form.changed,
    trigger_form.WHERE: form.changed,
}
