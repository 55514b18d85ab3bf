"""What waits for somebody: the most pressing of it, with how much there is of each kind."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.attention import AttentionPage, Whose, Why
from bot.slack.blocks.attention import LABELS, attention_row
from bot.slack.blocks.elements import (
    Block,
    actions,
    chosen,
    context,
    header,
    mrkdwn,
    option,
    plain,
    section,
)
from bot.slack.blocks.home.names import WHOSE
from bot.slack.blocks.inbox import open_button

TITLE = "Needs attention"
# The address of a place in Slack by its channel and ts.
Links = Mapping[tuple[str, str], str]
_WHOSE = (
    option("Everyone’s", Whose.EVERYONE.value),
    option("Mine", Whose.MINE.value),
    option("Nobody’s yet", Whose.NOBODY.value),
)
_NOTHING = {
    Whose.EVERYONE: ":white_check_mark: Nothing waits for anybody.",
    Whose.MINE: ":white_check_mark: Nothing waits for you. Choose *Everyone’s* for the rest of the team’s.",
    Whose.NOBODY: ":white_check_mark: Nothing waits of clients whom nobody looks after.",
}


def attention_section(page: AttentionPage, links: Links, whose: Whose, now: datetime) -> list[Block]:
    """The first rows, as they are in the inbox."""
    title = header(f"{TITLE}: {page.total:,}" if page.total else TITLE)
    if not page.rows:
        return [title, section(mrkdwn(_NOTHING[whose])), _ways(whose)]
    rows = [attention_row(row, now, links.get((row.channel, row.ts), "")) for row in page.rows]
    return [title, context(plain(_counts(page))), *rows, *_more(page), _ways(whose)]


def _counts(page: AttentionPage) -> str:
    return " · ".join(f"{LABELS[why]}: {page.counts[why]:,}" for why in Why if page.counts.get(why))


def _more(page: AttentionPage) -> list[Block]:
    more = page.total - len(page.rows)
    return [context(plain(f"And {more:,} more in the inbox."))] if more > 0 else []


def _ways(whose: Whose) -> Block:
    """The block has another id for another choice: Slack keeps what somebody has chosen in the one they know,
    whatever the tab says now."""
    choice: Block = {
        "type": "static_select",
        "action_id": WHOSE,
        "placeholder": plain("Whose", 150),
        "options": list(_WHOSE),
    } | chosen(_WHOSE, whose.value)
    return actions(open_button("Open the inbox"), choice, block_id=f"attention:ways:{whose.value}")
