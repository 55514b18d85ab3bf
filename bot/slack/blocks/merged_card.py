"""The card of a client that has become part of another: where the conversation goes on."""

from bot.slack.blocks.elements import Rendered, context, fallback, header, mrkdwn
from bot.slack.text import escape, shown


def merged_card(name: str, into: str) -> Rendered:
    """Nothing can be pressed on it: what holds now stands on the other client's card."""
    other = escape(shown(into))
    said = f"Merged into *{other}*. The conversation goes on in their thread; a reply here goes to them, too."
    return Rendered(fallback(f"{name}: merged into {into}"), [header(name), context(mrkdwn(said))])
