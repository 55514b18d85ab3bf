"""The client's number cannot be reached this way, or the client does not want it."""

from bot.domain.failure import FailureKind, RecipientFault
from bot.providers.rules import rules

_CHECK = "Check the number with the client and correct it."
_CALL = "Call the client, or ask for a mobile number."
_SMS = "Send it as an SMS instead."

_FINAL = {
    21211: ("The client's number is not a valid phone number.", _CHECK),
    21265: ("The client's number is a short code, which cannot be texted.", _CHECK),
    21266: ("The message would go from this number to itself.", _CHECK),
    21614: ("The client's number is not a mobile number, so it cannot receive texts.", _CALL),
    21635: ("The client's number is a landline, so it cannot receive texts.", _CALL),
    30005: ("The client's number does not exist or is no longer in use.", _CHECK),
    30006: ("The client's number is a landline, or its carrier takes no texts.", _CALL),
    30011: (
        "The client's number cannot receive pictures or files.",
        "Send the text without them, or a link.",
    ),
    63003: ("The client's number is not on WhatsApp.", _SMS),
    63024: ("The client's number cannot receive this on WhatsApp.", _SMS),
    # Meta's doing and not the client's: suppressing the address would silence us for no reason.
    63032: ("WhatsApp does not deliver this kind of message to this client at present.", _SMS),
    63049: ("WhatsApp chose not to deliver this marketing message to this client.", _SMS),
}

_OPTED_OUT = {
    21610: (
        "The client has replied STOP, so the carrier blocks every text from this number.",
        "Only the client can undo it, by texting START to this number. Until then, call or write an email.",
    ),
    63014: (
        "The client has blocked your business or asked it to stop on WhatsApp.",
        "Only the client can undo it, by unblocking you or writing again. Until then, call.",
    ),
    63033: (
        "The client has asked not to receive marketing messages on WhatsApp.",
        "Only the client can undo it. If the matter is not marketing, call the client.",
    ),
}

# What is true of the number whoever writes and whatever it says: it is not asked and paid for again.
_FAULTS = {
    21211: RecipientFault.NOT_IN_USE,
    21614: RecipientFault.LANDLINE,
    21635: RecipientFault.LANDLINE,
    30005: RecipientFault.NOT_IN_USE,
    30006: RecipientFault.LANDLINE,
    63003: RecipientFault.NOT_ON_WHATSAPP,
    63024: RecipientFault.NOT_ON_WHATSAPP,
}

RECIPIENT = rules(FailureKind.FINAL, _FINAL, _FAULTS) | rules(FailureKind.OPTED_OUT, _OPTED_OUT)
