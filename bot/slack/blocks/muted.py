"""A client who is marked as spam: what that means, by whom, and the way back."""

from bot.domain.thread import MutedPost
from bot.slack.blocks.elements import Block, Rendered, actions, button, context, mrkdwn
from bot.slack.text import escape

NOT_SPAM = "not_spam"


def muted(said: MutedPost) -> Rendered:
    """The post in the thread."""
    return Rendered("Muted as spam; texts are kept.", muted_rows(said.client_id, said.by))


def muted_rows(client_id: str, by: str) -> list[Block]:
    """The same on the card."""
    return [*_said(by), actions(_not_spam(client_id), block_id="muted")]


def _said(by: str) -> list[Block]:
    who = f" by <@{escape(by)}>" if by else ""
    kept = "Texts are kept and not shown, and nothing is sent."
    return [context(mrkdwn(f":mute: *Muted as spam*{who}. {kept}"))]


def _not_spam(client_id: str) -> Block:
    return button("Not spam", NOT_SPAM, client_id, "Show this client's texts again, the ones kept, too")
