"""Is there a text, does it fit, and is everything in it filled in?"""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.policy.decision import Reason
from bot.policy.facts import Facts

_VARIABLE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
# One brace is what people type by hand: a word or two in it was meant to become a name.
_PLACEHOLDER = re.compile(r"(?<!\{)\{\s*([A-Za-z][\w .'-]{0,40})\}(?!\})")


def content(draft: Draft, _facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse an empty text, one longer than the channel carries in one message, and one with gaps in it."""
    if not draft.body.strip() and not draft.media:
        yield Reason("empty", "There is no text in this message.", "Write something to send.")
    yield from _length(draft)
    variables = _named(_VARIABLE, draft.body)
    if variables:
        yield Reason(
            "unresolved_variable",
            f"The text still has a gap to be filled in: {variables}.",
            "Write what the client is to read there, or take it out.",
        )
    placeholders = _named(_PLACEHOLDER, draft.body)
    if placeholders:
        yield Reason(
            "looks_unresolved",
            f"This looks like a gap to be filled in: {placeholders}.",
            "Nothing is filled in by itself; the client reads it as it is.",
            is_warning=True,
        )


def _length(draft: Draft) -> Iterator[Reason]:
    most, over = draft.longest, len(draft.whole) - draft.longest
    if over > 0:
        kind = f"a {draft.channel.label} template" if draft.is_template else draft.channel.label
        added = len(draft.whole) - len(draft.body)
        more = f" and {added:,} more are added for the client" if added else ""
        yield Reason(
            "too_long",
            f"The text has {len(draft.body):,} characters{more}; {kind} takes {most:,}.",
            f"Shorten it by {over:,} or send it in parts.",
        )


def _named(gap: re.Pattern[str], body: str) -> str:
    """The gaps as they stand in the text, each once."""
    return ", ".join(dict.fromkeys(match.group() for match in gap.finditer(body)))
