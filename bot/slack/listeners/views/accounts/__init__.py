"""Forms of the settings' page *Numbers and accounts*."""

from bot.slack.deps import Handler
from bot.slack.listeners.views.accounts import credentials, sender, senders
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    page.ACCOUNT_CALLBACK: credentials.handle,
    page.ACCOUNT_SENDERS_CALLBACK: senders.handle,
    page.SENDER_CALLBACK: sender.handle,
}
