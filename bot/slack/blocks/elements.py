"""The few Block Kit pieces everything is built of, each within Slack's limits.

Source of the limits: https://docs.slack.dev/reference/block-kit
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.hours import clock
from bot.slack.text import escape, shown

Block = dict[str, Any]

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
USERNAME_LIMIT = 80
# Slack recommends 4,000 for a message's own text; the blocks carry the whole.
FALLBACK_LIMIT = 3900
_EXCERPT_LIMIT = 300


@dataclass(frozen=True)
class Rendered:
    """A message ready to post: ``text`` for notifications and screen readers, ``blocks`` for the eye.

    ``username`` is whom the message speaks for, if not the app.
    """

    text: str
    blocks: list[Block]
    username: str | None = None


def shortened(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def fallback(text: str) -> str:
    """A message's own ``text``: plain words made harmless and short enough."""
    return shortened(escape(shown(text)), FALLBACK_LIMIT)


def quoted(excerpt: str) -> str:
    """A message's beginning, one quoted line; its marks may show, its mentions cannot ping."""
    line = " ".join(shown(excerpt).split())
    return f"> {escape(shortened(line, _EXCERPT_LIMIT))}" if line else "> (no text)"


def plain(text: str, limit: int = SECTION_LIMIT) -> Block:
    """Text that Slack shows as it is: no mention, link or mark is read in it."""
    return {"type": "plain_text", "text": shortened(shown(text), limit), "emoji": False}


def mrkdwn(text: str) -> Block:
    """Text of our own with marks; what comes from people must be escaped before. No link is guessed."""
    return {"type": "mrkdwn", "text": shortened(text, SECTION_LIMIT), "verbatim": True}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: Block, **extra: Any) -> Block:
    """A paragraph around ``plain`` or ``mrkdwn``."""
    return {"type": "section", "text": text, **extra}


def fields(*texts: Block) -> Block:
    """Texts side by side in two columns, at most ten."""
    return {"type": "section", "fields": list(texts)[:10]}


def context(*texts: Block, block_id: str | None = None) -> Block:
    """Small print, at most ten pieces."""
    block: Block = {"type": "context", "elements": list(texts)[:10]}
    return block | {"block_id": block_id} if block_id else block


def actions(*elements: Block, block_id: str) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(label: str, action_id: str, value: str, hint: str, **extra: Any) -> Block:
    """A button; ``hint`` is what a screen reader says of it, after the label where the hint has not got it.

    Who speaks to a computer says what a button shows, which must be in its name (WCAG 2.2, 2.5.3).
    """
    said = hint if label.casefold() in hint.casefold() else f"{label}: {hint}"
    return {
        "type": "button",
        "text": plain(label, BUTTON_LIMIT),
        "action_id": action_id,
        "value": value,
        "accessibility_label": shortened(said, BUTTON_LIMIT),
        **extra,
    }


def whole(text: str) -> list[Block]:
    """``text`` in full, in as many sections as Slack's limit needs, cut at line ends or spaces."""
    return [section(plain(piece)) for piece in pieces(shown(text))]


def pieces(text: str, limit: int = SECTION_LIMIT) -> list[str]:
    """``text`` cut into parts of at most ``limit``; nothing is lost but the blank at a cut."""
    parts: list[str] = []
    while len(text) > limit:
        cut = _last_break(text, limit)
        parts.append(text[:cut])
        text = text[cut:].removeprefix("\n") if text[cut] == "\n" else text[cut:].removeprefix(" ")
    return [part for part in [*parts, text] if part.strip()]


def _last_break(text: str, limit: int) -> int:
    """Where to cut: after the last line or word of the later half, else hard at the limit."""
    for blank in ("\n", " "):
        at = text.rfind(blank, limit // 2, limit + 1)
        if at > 0:
            return at
    return limit


DAY_AND_TIME = "{date_short_pretty} at {time}"


def when(moment: datetime, form: str = DAY_AND_TIME) -> str:
    """A moment that Slack shows to each reader in their own zone; the fallback names UTC."""
    at = moment.astimezone(UTC)
    words = f"{at:%b} {at.day}, {clock(at)} UTC"
    return f"<!date^{int(at.timestamp())}^{form}|{words}>"


def option(label: str, value: str, description: str = "") -> Block:
    """A choice of a menu; ``value`` at most 150 characters."""
    built: Block = {"text": plain(label, OPTION_LIMIT), "value": value}
    return built | {"description": plain(description, OPTION_LIMIT)} if description else built


def chosen(options: Sequence[Block], value: str | None) -> Block:
    """``initial_option`` for the option that has ``value``; nothing when none has."""
    return next(({"initial_option": entry} for entry in options if entry["value"] == value), {})
