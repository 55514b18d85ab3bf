"""What a client reads that its author has not written, and the other way round: in words for the author."""

from bot.domain.message import Message
from bot.policy.decision import Decision

# The warnings that are worth a word after the text was sent; the others are advice while one writes.
_PRIVATE = frozenset({"redacted", "sensitive_warning"})


def privacy_words(decision: Decision) -> str:
    """What was taken out of a text, or should not have been in it; empty when there is nothing to say."""
    return " ".join(warning.words for warning in decision.warnings if warning.code in _PRIVATE)


def notice_words(message: Message) -> str:
    """What is added to a client's first text, for somebody who may not know it yet."""
    return f"Below the first text to somebody new the client also reads: “{message.notice}”"
