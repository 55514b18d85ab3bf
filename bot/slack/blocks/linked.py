"""What a teammate did to two threads at once, with a link from one to the other."""

from bot.domain.thread import LinkedPost
from bot.slack.blocks.elements import Block, Rendered, actions, button, context, fallback, mrkdwn
from bot.slack.blocks.inputs import confirm
from bot.slack.text import escape

UNDO = "merge_undo"


def linked(said: LinkedPost) -> Rendered:
    """The line, the link, and *Undo merge* where it can be undone."""
    words = f"<@{escape(said.by)}> {escape(said.text)}"
    link = f" <{escape(said.link)}|Open the other thread>" if said.link else ""
    undo = [actions(undo_button(said.undo), block_id=UNDO)] if said.undo else []
    return Rendered(fallback(said.text), [context(mrkdwn(f"{words}{link}")), *undo])


def undo_button(merge_id: str) -> Block:
    """*Undo merge*, with the question whether that is meant."""
    asked = confirm(
        "Undo this merge?",
        "Both become two clients again, each with its own thread. What has come since goes with its number.",
        "Undo merge",
    )
    return button("Undo merge", UNDO, merge_id, "Make two clients of this one again", **asked)
