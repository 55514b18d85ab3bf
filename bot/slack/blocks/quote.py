"""The message that somebody answers, quoted at the top of the form: to look at, and no part of the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks.elements import Block, mrkdwn, quoted, section, shortened
from bot.slack.text import escape, shown, to_phone

# What a form keeps of it; Slack lets it keep 3,000 characters in all.
_KEPT = 300
_NAME = 80


@dataclass(frozen=True)
class Quote:
    """The beginning of a message in plain words, and who wrote it: a teammate (``user``), or whoever the post
    speaks for (``name``)."""

    text: str
    user: str = ""
    name: str = ""


def quote_of(message: Mapping[str, Any]) -> Quote | None:
    """The quote of a message as Slack hands it over; None for one without words."""
    text = " ".join(to_phone(str(message.get("text") or ""), {}, keep_marks=True).split())
    if not text:
        return None
    by_app = message.get("bot_id")
    user = "" if by_app else str(message.get("user") or "")
    return Quote(shortened(text, _KEPT), user, str(message.get("username") or "")[:_NAME] if by_app else "")


def quote_block(quote: Quote) -> Block:
    """The quote with its author."""
    name = " ".join(shown(quote.name).split())
    who = f"<@{escape(quote.user)}>" if quote.user else f"*{escape(name)}*" if name else "*Threadline*"
    return section(mrkdwn(f"{who}:\n{quoted(quote.text)}"), block_id="quote")


def quote_as_json(quote: Quote | None) -> list[str]:
    """As a form keeps it."""
    return [quote.text, quote.user, quote.name] if quote else []


def read_quote(kept: object) -> Quote | None:
    """As a form has kept it; None for anything else."""
    if isinstance(kept, list) and len(kept) == 3 and all(isinstance(each, str) for each in kept):
        return Quote(*kept)
    return None
