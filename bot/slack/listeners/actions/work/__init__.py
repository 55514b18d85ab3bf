"""What is done about a conversation from its card, by action id."""

from bot.slack.blocks import card_actions, offers
from bot.slack.deps import Handler
from bot.slack.listeners.actions.work import correction, held, pressed

HANDLERS: dict[str, Handler] = {
    card_actions.CLAIM: pressed.claim_pressed,
    card_actions.RELEASE: pressed.release_pressed,
    card_actions.CLOSE: pressed.close_pressed,
    card_actions.REOPEN: pressed.reopen_pressed,
    card_actions.PAUSE: pressed.pause_pressed,
    card_actions.RESUME: pressed.resume_pressed,
    offers.SEND_HELD: held.send,
    offers.TAKE_OVER: held.take_over,
    offers.KEEP_AS_NOTE: held.keep,
    offers.RESUME_RELAY: held.resume,
    offers.SEND_CORRECTION: correction.handle,
}
