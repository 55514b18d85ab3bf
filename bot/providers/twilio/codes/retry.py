"""Troubles that pass by themselves."""

from bot.domain.failure import FailureKind
from bot.providers.rules import Rule, after, rules

_BY_ITSELF = "Nothing to do: it is tried again by itself."
_CALL = "It is tried once more by itself. If that fails too, call the client or write another way."

# Surely not sent.
_SOON = {
    14107: ("This number is sending more than Twilio allows just now.", _BY_ITSELF),
    20429: ("Twilio is receiving more from us than it allows just now.", _BY_ITSELF),
    21611: ("Too many messages from this number are already waiting at Twilio.", _BY_ITSELF),
    30001: ("Too many messages were waiting at Twilio, so this one was dropped.", _BY_ITSELF),
    30017: ("The client's carrier is overloaded just now.", _BY_ITSELF),
    30022: ("The carrier takes fewer messages a minute from this number than we sent.", _BY_ITSELF),
    30410: ("The client's carrier did not answer Twilio in time.", _BY_ITSELF),
    30500: ("Twilio had trouble of its own and did not send the message.", _BY_ITSELF),
}

_GUARD = "Twilio's fraud guard holds back messages to this number for a while."

_LATER = {
    30450: Rule(
        FailureKind.RETRY, _GUARD, "Nothing to do: it is tried again in half an hour.", after(minutes=30)
    ),
    30453: Rule(FailureKind.RETRY, _GUARD, "Nothing to do: it is tried again in four hours.", after(hours=4)),
}

# Taken and then not delivered: a phone may have been off.
_ONCE = {
    30003: ("The client's phone cannot be reached: it may be off or out of range.", _CALL),
    30008: ("The carrier did not deliver the message and did not say why.", _CALL),
}

RETRY = rules(FailureKind.RETRY, _SOON) | _LATER | rules(FailureKind.RETRY_ONCE, _ONCE)
