"""The answers to what an import would do, by action id."""

from bot.slack.blocks import offers
from bot.slack.deps import Handler
from bot.slack.listeners.actions.importing import decided

HANDLERS: dict[str, Handler] = {
    offers.IMPORT: decided.confirmed,
    offers.CANCEL_IMPORT: decided.cancelled,
}
