"""The two places of a thread that goes on under a new card: the first post below the new one, the line in the
old thread, and the old card."""

from bot.domain.thread import ContinuedPost, EarlierText
from bot.slack.blocks.elements import (
    Block,
    Rendered,
    context,
    fallback,
    header,
    mrkdwn,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.text import escape, shown

# Five whole texts would push the new one out of sight; all of it stands in the old thread.
_TEXT_LIMIT = 500
_NAME_LIMIT = 80


def continued(said: ContinuedPost) -> Rendered:
    """Why it goes on, the way to the other place, and the last texts, where there are any."""
    other = f"<#{escape(said.channel)}>" if said.channel else ""
    if said.is_left:
        place, words = (f" It stands in {other} now." if other else ""), "Open the new thread"
    else:
        place, words = (f" Until now it stood in {other}." if other else ""), "Open the older thread"
    link = f" <{escape(said.link)}|{words}>" if said.link else ""
    blocks = [context(mrkdwn(f":arrow_right: {escape(said.text)}{place}{link}"))]
    if said.earlier:
        blocks.append(context(mrkdwn("*What was said last*")))
    for each in said.earlier:
        blocks += _earlier(each)
    return Rendered(fallback(said.text), blocks)


def continued_card(name: str, link: str) -> Rendered:
    """Nothing can be pressed on it: what holds now stands on the new card."""
    way = f" <{escape(link)}|Open it>" if link else ""
    said = f"This conversation goes on under a newer card.{way} A reply here still goes to the client."
    words = context(mrkdwn(f":arrow_right: {said}"))
    return Rendered(fallback(f"{name}: goes on under a newer card"), [header(name), words])


def _earlier(text: EarlierText) -> list[Block]:
    """Who, how and when in small print, then the words as they were written."""
    who = f"<@{escape(text.user)}>" if text.user else f"*{escape(_name(text.name))}*"
    note = f" · {escape(text.note)}" if text.note else ""
    head = context(mrkdwn(f"{who} by {text.channel.label}, {when(text.at)}{note}"))
    body = shortened(shown(text.body).strip(), _TEXT_LIMIT)
    return [head, section(plain(body or "(no text)"))]


def _name(name: str) -> str:
    return shortened(" ".join(shown(name).split()) or "Client", _NAME_LIMIT)
