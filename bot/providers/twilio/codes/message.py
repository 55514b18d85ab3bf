"""The message itself cannot be sent as it is: somebody has to write it anew."""

from bot.domain.failure import FailureKind
from bot.providers.rules import rules

_FILE = "Send it again with a smaller JPEG, PNG or GIF, or send a link."
_TEMPLATE = "Use another approved template, or send an SMS."

_FINAL = {
    11200: ("The attached file could not be fetched.", "Attach it again and send anew."),
    12300: ("The attached file is of a kind that cannot be sent.", _FILE),
    21602: ("The message is empty.", "Write a text or attach a file."),
    21605: ("The text is too long for one message.", "Shorten it, or send it in two parts."),
    21617: ("The text is longer than the 1,600 characters one message can have.", "Send it in two parts."),
    21620: ("Twilio could not use the address of the attached file.", "Attach it again and send anew."),
    21623: ("More than ten files are attached, and ten is the most.", "Send the rest in a second message."),
    21655: ("Twilio does not have this template.", "Choose another template."),
    21658: ("What was filled into the template is too long.", "Shorten it and send anew."),
    21656: (
        "The template's blanks were not filled in the way it needs.",
        "Fill in every blank and send anew.",
    ),
    30007: (
        "A carrier's spam filter stopped the message.",
        "Word it plainly, without short links, and send it anew. If it recurs, ask Twilio's support.",
    ),
    30019: ("The attached file is too large for the client's carrier.", _FILE),
    63005: ("WhatsApp did not accept what the message contains.", "Send plain text, or send it as an SMS."),
    63013: (
        "The message breaks WhatsApp's rules for businesses.",
        "Word it differently, or call the client.",
    ),
    63016: (
        "The client has not written on WhatsApp for 24 hours, so WhatsApp now takes only approved templates.",
        "Use a template, send an SMS, or wait until the client writes.",
    ),
    63019: ("WhatsApp could not fetch the attached file.", "Attach it again, or send it as a link."),
    63021: ("WhatsApp could not use what the message contains.", "Send plain text or another kind of file."),
    63027: ("The template does not exist in this language.", "Choose another language or template."),
    63028: (
        "What was filled in does not fit the template's blanks.",
        "Choose the template again and send anew.",
    ),
    63040: ("WhatsApp has rejected this template.", _TEMPLATE),
    63042: ("WhatsApp has switched this template off.", _TEMPLATE),
}

# The client's window is closed: an approved template would go.
NEEDS_TEMPLATE = frozenset({63016})

MESSAGE = rules(FailureKind.FINAL, _FINAL)
