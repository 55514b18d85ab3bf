"""Troubles that pass by themselves, and limits with a known end."""

from bot.domain.failure import FailureKind
from bot.providers.rules import Rule, after, rules

_BY_ITSELF = "Nothing to do: it is tried again by itself."

_SOON = {
    4: ("Meta is receiving more from us than it allows just now.", _BY_ITSELF),
    80007: ("Meta is receiving more from us than it allows just now.", _BY_ITSELF),
    130429: ("This number is sending more than WhatsApp allows just now.", _BY_ITSELF),
    131016: ("WhatsApp had trouble of its own and did not send the message.", _BY_ITSELF),
    131000: ("WhatsApp had trouble of its own and did not send the message.", _BY_ITSELF),
    132069: ("The form in this template is used more often than WhatsApp allows just now.", _BY_ITSELF),
    133004: ("WhatsApp had trouble of its own and did not send the message.", _BY_ITSELF),
}


_IN_A_WHILE = {
    1: Rule(
        FailureKind.RETRY,
        "Meta had trouble of its own, or could not make out the message.",
        "It is tried again in some minutes. If it recurs, see metastatus.com.",
        after(minutes=5),
    ),
    2: Rule(
        FailureKind.RETRY,
        "Meta is down or overloaded just now.",
        "It is tried again in a minute. If this lasts, see metastatus.com.",
        after(minutes=1),
    ),
    # Source: the pair rate limit, one message in six seconds to the same client.
    131056: Rule(
        FailureKind.RETRY,
        "Too many messages went to this client one after the other.",
        "Nothing to do: it is tried again in some seconds.",
        after(seconds=10),
    ),
    131057: Rule(
        FailureKind.WAIT,
        "Meta is maintaining the WhatsApp account and takes no messages meanwhile.",
        "It is tried again in ten minutes. If it is urgent, send an SMS or call.",
        after(minutes=10),
    ),
    131048: Rule(
        FailureKind.WAIT,
        "WhatsApp limits this number, as too many clients blocked or reported its messages.",
        "It goes by itself in a day. An admin should look at the number's quality in WhatsApp Manager.",
        after(hours=24),
    ),
    132015: Rule(
        FailureKind.WAIT,
        "WhatsApp has paused this template because clients disliked it.",
        "It is tried again in three hours. If it is urgent, use another template or send an SMS.",
        after(hours=3),
    ),
}

LATER = rules(FailureKind.RETRY, _SOON) | _IN_A_WHILE
