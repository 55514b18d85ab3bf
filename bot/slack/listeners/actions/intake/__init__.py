"""An unknown number's card: buttons by their action id."""

from bot.slack.blocks import intake, muted
from bot.slack.deps import Handler
from bot.slack.listeners.actions.intake import create, link_to, not_spam, spam
from bot.slack.listeners.actions.merge import open_

HANDLERS: dict[str, Handler] = {
    intake.CREATE: create.handle,
    intake.LINK: open_.handle,
    intake.LINK_TO: link_to.handle,
    intake.SPAM: spam.handle,
    muted.NOT_SPAM: not_spam.handle,
}
