"""What is done in the form *Post in Slack*, by action id."""

from bot.slack.blocks import post_form
from bot.slack.deps import Handler
from bot.slack.listeners.actions.posting import changed

HANDLERS: dict[str, Handler] = {
    post_form.TEMPLATE_ACTION: changed.handle,
    post_form.TEXT_ACTION: changed.handle,
    post_form.MORE: changed.one_more,
}
