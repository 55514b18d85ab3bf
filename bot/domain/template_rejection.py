"""Why WhatsApp does not take a template, in words. Source: WhatsApp Business Platform, rejection reasons."""

_REASONS = {
    "ABUSIVE_CONTENT": "WhatsApp takes its words for abusive or threatening.",
    "INVALID_FORMAT": (
        "Its form is wrong: look at where the blanks stand, at their examples, and at the addresses of "
        "buttons."
    ),
    "INCORRECT_CATEGORY": "Its words do not fit its category. Make it anew in the other one.",
    "TAG_CONTENT_MISMATCH": (
        "Its words do not fit its category or its language. Make it anew with the right one."
    ),
    "PROMOTIONAL": "It promotes something, which only marketing templates may do.",
    "SCAM": "WhatsApp takes it for an attempt to deceive.",
    "NONE": "",
}


def plain_reason(told: str) -> str:
    """A provider's reason as people read it: WhatsApp's own codes become sentences."""
    words = " ".join(told.split())
    return _REASONS.get(words.upper().replace(" ", "_"), words)
