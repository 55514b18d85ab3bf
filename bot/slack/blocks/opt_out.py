"""The question whether a client's own words are an opt-out."""

from bot.domain.thread import OptOutQuestion
from bot.slack.blocks.elements import (
    FALLBACK_LIMIT,
    USERNAME_LIMIT,
    Block,
    Rendered,
    actions,
    button,
    mrkdwn,
    plain,
    quoted,
    section,
    shortened,
    when,
)
from bot.slack.text import escape, shown

CONFIRM = "confirm_opt_out"
DISMISS = "dismiss_opt_out"


def opt_out_question(said: OptOutQuestion) -> Rendered:
    """What the client wrote, what was done about it, and the choice with its last day."""
    name = escape(shortened(" ".join(shown(said.client_name).split()) or "the client", USERNAME_LIMIT))
    channel = said.channel.label
    lead = f"Nobody has decided yet: did {name} opt out" if said.is_reminder else f"Did {name} just opt out"
    lead = f"{lead} of {channel}?"
    done = f"Nothing goes to them by {channel} until somebody decides."
    due = f"Without a decision by {when(said.due_at)} it counts as an opt-out."
    blocks = [
        section(mrkdwn(f":octagonal_sign: {lead}\n{quoted(said.excerpt)}")),
        section(mrkdwn(f"{done} {due}")),
        actions(*_buttons(said.review_id, channel), block_id="opt_out_review"),
    ]
    return Rendered(shortened(f"{lead} {done}", FALLBACK_LIMIT), blocks)


def _buttons(review_id: str, channel: str) -> tuple[Block, Block]:
    confirm = {
        "title": plain("Opt them out?", 100),
        "text": plain(f"They get no more {channel} from anybody here until they text START.", 300),
        "confirm": plain("Opt out", 30),
        "deny": plain("Cancel", 30),
    }
    return (
        button("Opt out", CONFIRM, review_id, "These words are an opt-out", style="danger", confirm=confirm),
        button("Not an opt-out", DISMISS, review_id, "These words are no opt-out; texts may go again"),
    )
