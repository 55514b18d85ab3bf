"""The message itself cannot be sent as it is: somebody has to write it anew."""

from bot.domain.failure import FailureKind
from bot.providers.rules import rules

_TEMPLATE = "Use another approved template, or send an SMS."
_BLANKS = "Choose the template again and send anew."
_PLAIN = "Send plain text, or send it as an SMS."

_FINAL = {
    100: ("WhatsApp did not accept what the message contains.", _PLAIN),
    131008: ("Something that WhatsApp needs is missing from the message.", _PLAIN),
    131009: ("WhatsApp did not accept something in the message.", _PLAIN),
    131047: (
        "The client has not written on WhatsApp for 24 hours, so WhatsApp now takes only approved templates.",
        "Use a template, send an SMS, or wait until the client writes.",
    ),
    131051: ("WhatsApp does not send messages of this kind.", _PLAIN),
    131052: ("WhatsApp could not fetch the file.", "Attach it again, or send it as a link."),
    131053: ("WhatsApp could not use the attached file.", "Attach another kind of file, or send a link."),
    132000: ("What was filled in does not fit the template's blanks.", _BLANKS),
    132001: ("The template does not exist in this language, or is not approved.", "Choose another template."),
    132005: ("The template is too long with what was filled in.", "Shorten it and send anew."),
    132007: ("What was filled into the template breaks WhatsApp's rules for businesses.", _TEMPLATE),
    132012: ("What was filled in does not fit the template's blanks.", _BLANKS),
    132016: ("WhatsApp has switched this template off for good.", _TEMPLATE),
    132018: ("What was filled in does not fit the template's blanks.", _BLANKS),
    132068: ("The form in this template is blocked.", _TEMPLATE),
    135000: ("WhatsApp did not accept the message and did not say why.", _PLAIN),
}

# The client's window is closed: an approved template would go.
NEEDS_TEMPLATE = frozenset({131047})

MESSAGE = rules(FailureKind.FINAL, _FINAL)
