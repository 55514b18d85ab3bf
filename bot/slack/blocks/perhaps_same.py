"""Two clients may be one person: a teammate looks at both before anything is done."""

from bot.domain.thread import PerhapsSamePost
from bot.slack.blocks.elements import Block, Rendered, actions, button, fallback, mrkdwn, plain, section
from bot.slack.blocks.intake import LINK_TO
from bot.slack.text import escape

_ASK = "If that is so, merge them: you see what would happen first. If not, nothing has to be done."


def perhaps_same(said: PerhapsSamePost) -> Rendered:
    """The question in the thread."""
    link = [section(mrkdwn(f"<{escape(said.link)}|Open the other thread>"))] if said.link else []
    words = f"{said.text} {_ASK}"
    return Rendered(fallback(words), [section(plain(words)), *link, actions(_merge(said), block_id=LINK_TO)])


def _merge(said: PerhapsSamePost) -> Block:
    return button("Merge", LINK_TO, f"{said.goes}:{said.stays}", "See what merging the two would do")
