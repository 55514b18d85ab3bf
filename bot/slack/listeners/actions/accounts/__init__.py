"""Buttons of the settings' page *Numbers and accounts*."""

from bot.slack.deps import Handler
from bot.slack.listeners.actions.accounts import add, change_sender, remove, test
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    page.ADD_ACCOUNT: add.handle,
    page.TEST_ACCOUNT: test.handle,
    page.REMOVE_ACCOUNT: remove.handle,
    page.CHANGE_SENDER: change_sender.handle,
}
