"""What waits for somebody: the most pressing of it, with how much there is of each kind."""

from collections.abc import Mapping

from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.slack.blocks.client_list import SHOW
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    chosen,
    context,
    header,
    mrkdwn,
    option,
    plain,
    quoted,
    section,
    when,
)
from bot.slack.blocks.home.names import WHOSE
from bot.slack.text import escape, shown

TITLE = "Needs attention"
INBOX_OPEN = "inbox_open"
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
# How one of it is told, and how one and several are counted.
_WORDS = {
    Why.OPT_OUT: (":octagonal_sign:", "may have opted out", "possible opt-out", "possible opt-outs"),
    Why.UNCONFIRMED: (":grey_question:", "nobody can tell whether a text went", "unconfirmed", "unconfirmed"),
    Why.FAILED: (":warning:", "a text did not arrive", "failed", "failed"),
    Why.HELD_REPLY: (":hand:", "a reply waits for its author’s yes", "held reply", "held replies"),
    Why.WINDOW_ENDS: (
        ":alarm_clock:",
        "the time to answer on WhatsApp ends soon",
        "WhatsApp answer running out of time",
        "WhatsApp answers running out of time",
    ),
    Why.UNANSWERED: (":speech_balloon:", "waits for an answer", "unanswered", "unanswered"),
    Why.UNKNOWN_NUMBER: (
        ":bust_in_silhouette:",
        "nobody has said yet who this is",
        "unknown number",
        "unknown numbers",
    ),
}


def attention_section(page: AttentionPage, links: Mapping[str, str], whose: Whose) -> list[Block]:
    """The first rows. ``links`` are the addresses of threads by their ts."""
    title = header(f"{TITLE}: {page.total:,}" if page.total else TITLE)
    if not page.rows:
        return [title, section(mrkdwn(_NOTHING[whose])), _ways(whose)]
    rows = [_row(row, number, links) for number, row in enumerate(page.rows)]
    return [title, context(mrkdwn(_counts(page))), *rows, *_more(page), _ways(whose)]


def _counts(page: AttentionPage) -> str:
    return " · ".join(
        f"{mark} {page.counts[why]:,} {one if page.counts[why] == 1 else several}"
        for why, (mark, _, one, several) in _WORDS.items()
        if page.counts.get(why)
    )


def _row(row: Attention, number: int, links: Mapping[str, str]) -> Block:
    mark, told, _, _ = _WORDS[row.why]
    name = escape(shown(row.client_name))
    link = links.get(row.ts)
    client = f"*<{escape(link)}|{name.replace('|', '/')}>*" if link else f"*{name}*"
    moments = [f"Since: {when(row.since)}"]
    if row.until:
        moments.append(f"Until: {when(row.until)}")
    owner = [f"<@{escape(row.owner)}> looks after them"] if row.owner else []
    lines = [f"{mark} {client}: {told}", " · ".join([*moments, *owner])]
    if row.excerpt:
        lines.append(quoted(row.excerpt))
    opened = button("Show", SHOW, row.client_id, f"Show {shown(row.client_name)}")
    return section(mrkdwn("\n".join(lines)), block_id=f"attention:{number}", accessory=opened)


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
    inbox = button("Open the inbox", INBOX_OPEN, "inbox", "Open everything that waits for somebody")
    return actions(inbox, choice, block_id=f"attention:ways:{whose.value}")
