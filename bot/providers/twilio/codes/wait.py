"""Limits with a known end: not sent, and not before that."""

from bot.domain.failure import FailureKind
from bot.providers.rules import Rule, Wait, after, until_midnight_pacific


def _wait(reason: str, help_: str, wait: Wait) -> Rule:
    return Rule(FailureKind.WAIT, reason, help_, wait)


WAIT = {
    30023: _wait(
        "Today's limit of the client's carrier for messages from your business is reached.",
        "It goes by itself after midnight Pacific time. If it is urgent, call the client.",
        until_midnight_pacific,
    ),
    30035: _wait(
        "The number it was sent from is still being set up with the carriers.",
        "It is tried again in an hour. If this lasts for days, check the number's registration in Twilio.",
        after(hours=1),
    ),
    30036: _wait(
        "The message waited longer than it was allowed to, so Twilio dropped it.",
        "It is tried again in a quarter of an hour. If it is no longer of use, leave it.",
        after(minutes=15),
    ),
    30610: _wait(
        "It is too late or too early where the client is, and Twilio keeps quiet hours.",
        "It is tried again in two hours. If it is urgent, call the client.",
        after(hours=2),
    ),
    63018: _wait(
        "WhatsApp takes no more messages from this number for now.",
        "It goes by itself in a day. If it is urgent, send an SMS or call.",
        after(hours=24),
    ),
    63038: _wait(
        "Your Twilio account has reached its limit of messages for today.",
        "It goes by itself in a day. Whoever runs the Twilio account can raise the limit there.",
        after(hours=24),
    ),
    63041: _wait(
        "WhatsApp has paused this template because clients disliked it.",
        "It is tried again in three hours. If it is urgent, use another template or send an SMS.",
        after(hours=3),
    ),
}
