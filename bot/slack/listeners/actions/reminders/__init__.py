"""Buttons and fields of the windows of appointments and the like, and of the posts about them."""

from bot.slack.blocks import card_actions
from bot.slack.blocks import occasion_form as form
from bot.slack.blocks import occasion_list as listed
from bot.slack.deps import Handler
from bot.slack.listeners.actions.reminders import change, does, form_changed, new, turned
from bot.slack.listeners.actions.reminders.triggers import HANDLERS as TRIGGERS

HANDLERS: dict[str, Handler] = {
    card_actions.REMIND: new.for_client,
    listed.NEW: new.from_list,
    listed.CHANGE: change.handle,
    listed.CANCEL: change.cancel,
    listed.CONFIRM: does.confirm_it,
    listed.PAID: does.paid_it,
    listed.REOPEN: does.reopen_it,
    listed.PAUSE: does.pause_it,
    listed.RESUME: does.resume_it,
    listed.KIND: turned.kind,
    listed.EARLIER: turned.page,
    listed.LATER: turned.page,
    form.KIND: form_changed.handle,
    form.CLIENT: form_changed.handle,
    form.DAY: form_changed.handle,
    form.AT: form_changed.handle,
    **TRIGGERS,
}
