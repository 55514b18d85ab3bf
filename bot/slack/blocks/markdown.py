"""A message of the team's in a channel, in standard markdown."""

import re

from bot.slack.blocks.elements import Block, Rendered, context, fallback, mrkdwn
from bot.slack.text import shown

# A mention or a ping. Nothing that is filled into a template may call people: the sign is another then.
_CALLS = re.compile(r"<(?=[!@#])")


def markdown(text: str, by: str = "") -> Rendered:
    """The message; ``by`` is the teammate who wished for it. Slack reads the marks, and pings nobody."""
    words = _CALLS.sub("‹", shown(text))
    blocks: list[Block] = [{"type": "markdown", "text": words}]
    if by:
        blocks.append(context(mrkdwn(f"Posted by <@{by}> with Threadline")))
    return Rendered(fallback(words), blocks)
