"""One row of what needs attention: whom it is about, why, since when, and what can be done."""

from datetime import datetime, timedelta

from bot.domain.attention import Attention, Why
from bot.slack.blocks import card_actions
from bot.slack.blocks.elements import Block, mrkdwn, option, section, shortened, when
from bot.slack.text import escape, shown

ROW = "inbox_row"
# The verbs of a row's menu; an option's value is one of them, a colon, and what it is about.
OPEN_THREAD, MESSAGE, CARD, DONE, CLOSE = "thread", "message", card_actions.DETAILS, "done", "close"

LABELS = {
    Why.OPT_OUT: "May be an opt-out",
    Why.UNCONFIRMED: "Perhaps not sent",
    Why.FAILED: "Not delivered",
    Why.HELD_REPLY: "Reply waits for its author",
    Why.WINDOW_ENDS: "WhatsApp closes soon",
    Why.UNANSWERED: "Waits for an answer",
    Why.OPTED_OUT: "Waits, but has opted out",
    Why.UNKNOWN_NUMBER: "Unknown number",
}
_EMOJI = {
    Why.OPT_OUT: ":octagonal_sign:",
    Why.UNCONFIRMED: ":question:",
    Why.FAILED: ":warning:",
    Why.HELD_REPLY: ":raised_hand:",
    Why.WINDOW_ENDS: ":hourglass_flowing_sand:",
    Why.UNANSWERED: ":speech_balloon:",
    Why.OPTED_OUT: ":no_entry:",
    Why.UNKNOWN_NUMBER: ":wave:",
}
_MOST_NAME = 80


def attention_row(row: Attention, now: datetime, link: str = "") -> Block:
    """The row as it is at ``now``; ``link`` is the address of where it stands in Slack, if it is known."""
    menu: Block = {"type": "overflow", "action_id": ROW, "options": _options(row, link)}
    block_id = f"{row.why.value}:{row.about or row.client_id}"
    return section(mrkdwn(attention_words(row, now, link)), block_id=block_id, accessory=menu)


def attention_words(row: Attention, now: datetime, link: str = "") -> str:
    """The row's text, ready for mrkdwn."""
    name = _text(row.client_name) or "Client without a name"
    lines = [
        f"{_EMOJI[row.why]} *{LABELS[row.why]}* · {_age(now - row.since)} · "
        + (f"*<{link}|{name}>*" if link else f"*{name}*"),
        f"> {_text(row.excerpt, 200)}" if row.excerpt else "",
        " · ".join(each for each in (when(row.since), _author(row), _owner(row)) if each),
        _deadline(row),
        _opted_out(row),
    ]
    return "\n".join(line for line in lines if line)


def _options(row: Attention, link: str) -> list[Block]:
    thread = [option("Open thread", f"{OPEN_THREAD}:{row.client_id}") | {"url": link}] if link else []
    done = [option("Done: take it off the list", f"{DONE}:{row.about}")] if row.why is Why.FAILED else []
    # Where no text may go, a form for one leads nowhere.
    message = (
        option("Close the conversation", f"{CLOSE}:{row.client_id}")
        if row.why is Why.OPTED_OUT
        else option("Message", f"{MESSAGE}:{row.client_id}")
    )
    return [*thread, message, option("Client card", f"{CARD}:{row.client_id}"), *done]


def _deadline(row: Attention) -> str:
    if row.until is None:
        return ""
    words = {
        Why.OPT_OUT: "Without a decision it counts as one after",
        Why.WINDOW_ENDS: "WhatsApp takes your own words until",
    }
    return f"{words.get(row.why, 'Until')} {when(row.until)}."


def _opted_out(row: Attention) -> str:
    if not row.opted_out:
        return ""
    said = f"They have opted out of {' and '.join(each.label for each in row.opted_out)}"
    if row.why is Why.OPTED_OUT:
        return f"{said}, so no text may answer this. Call or email them, or close the conversation."
    return f"{said}. Choose *Message* to answer on another channel or number."


def _author(row: Attention) -> str:
    return f"written by <@{escape(row.author)}>" if row.author else ""


def _owner(row: Attention) -> str:
    return f"looked after by <@{escape(row.owner)}>" if row.owner else ""


def _age(age: timedelta) -> str:
    """``5 min``, ``2 h`` or ``3 days``."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    if hours < 48:
        return f"{hours} h"
    return f"{hours // 24} days"


def _text(value: str, most: int = _MOST_NAME) -> str:
    return escape(shortened(" ".join(shown(value).split()), most))
