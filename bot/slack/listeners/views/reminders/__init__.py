"""Submitted forms about appointments and the like, and about the triggers."""

from bot.slack.blocks import occasion_cancel, occasion_form, trigger_form
from bot.slack.deps import Handler
from bot.slack.listeners.views.reminders import cancel, form, trigger

HANDLERS: dict[str, Handler] = {
    occasion_form.CALLBACK: form.handle,
    occasion_cancel.CALLBACK: cancel.handle,
    trigger_form.CALLBACK: trigger.handle,
}
