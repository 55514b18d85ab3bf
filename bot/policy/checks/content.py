"""Is there a text, and does it fit?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def content(draft: Draft, _facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse an empty text and one longer than the channel carries in one message."""
    most = draft.longest
    if not draft.body.strip() and not draft.media:
        yield Reason("empty", "There is no text in this message.", "Write something to send.")
    if len(draft.whole) > most:
        over = len(draft.whole) - most
        yield Reason(
            "too_long",
            f"The text has {len(draft.whole):,} characters; {draft.channel.label} takes {most:,}.",
            f"Shorten it by {over:,} or send it in parts.",
        )
