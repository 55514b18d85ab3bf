"""The client cannot be reached on WhatsApp, or does not want it."""

from bot.domain.failure import FailureKind, RecipientFault
from bot.providers.rules import rules

_SMS = "Send it as an SMS instead."

_FINAL = {
    131021: (
        "The message would go from this number to itself.",
        "Check the number with the client and correct it.",
    ),
    131026: ("The client's number is not on WhatsApp, or cannot receive this there.", _SMS),
    131062: (
        "WhatsApp sends this only to a phone number, and the client hides theirs.",
        _SMS,
    ),
    # Meta's doing and not the client's: suppressing the address would silence us for no reason.
    130472: ("WhatsApp does not deliver this kind of message to this client at present.", _SMS),
    131049: ("WhatsApp chose not to deliver this marketing message to this client.", _SMS),
}

_OPTED_OUT = {
    131050: (
        "The client has asked not to receive marketing messages on WhatsApp.",
        "Only the client can undo it. If the matter is not marketing, call the client.",
    ),
}

# What is true of the number whoever writes and whatever it says: it is not asked and paid for again.
_FAULTS = {131026: RecipientFault.NOT_ON_WHATSAPP}

RECIPIENT = rules(FailureKind.FINAL, _FINAL, _FAULTS) | rules(FailureKind.OPTED_OUT, _OPTED_OUT)
