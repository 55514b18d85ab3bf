"""Buttons and form fields by their action id."""

from bot.slack.blocks import card, compose, opt_out, posts
from bot.slack.deps import Handler
from bot.slack.listeners.actions import (
    compose_changed,
    confirm_opt_out,
    dismiss_opt_out,
    it_arrived,
    message_client,
    retry,
    reveal,
    send_again,
)

HANDLERS: dict[str, Handler] = {
    card.MESSAGE_CLIENT: message_client.handle,
    compose.CLIENT_ACTION: compose_changed.handle,
    compose.CHANNEL_ACTION: compose_changed.handle,
    compose.BODY_ACTION: compose_changed.handle,
    posts.RETRY: retry.handle,
    posts.IT_ARRIVED: it_arrived.handle,
    posts.SEND_AGAIN: send_again.handle,
    opt_out.CONFIRM: confirm_opt_out.handle,
    opt_out.DISMISS: dismiss_opt_out.handle,
    posts.REVEAL: reveal.handle,
}
