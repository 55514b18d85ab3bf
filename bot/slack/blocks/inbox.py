"""The window of what needs attention: whose, of which kind, the most pressing first, a page at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.attention import AttentionPage, Whose, Why
from bot.slack import windows
from bot.slack.blocks.attention import LABELS, attention_row
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    chosen,
    context,
    mrkdwn,
    option,
    plain,
    section,
)
from bot.slack.blocks.inputs import modal

CALLBACK = "inbox"
OPEN, WHOSE, WHY = "inbox_open", "inbox_whose", "inbox_why"
PREVIOUS, NEXT = "inbox_previous", "inbox_next"

# In the menu of kinds, for all of them; a kind has its own name.
EVERYTHING = "everything"
_WHOSE = {Whose.EVERYONE: "Everyone's", Whose.MINE: "Mine", Whose.NOBODY: "Nobody's"}
_SHOWS = (
    "Clients who wait for an answer, texts that did not arrive, numbers that nobody knows and words that may "
    "be an opt-out are listed here, the most pressing first."
)
_NOTHING = {
    Whose.EVERYONE: ":tada: *Nothing needs attention.*",
    Whose.MINE: ":tada: *Nothing of yours needs attention.*",
    Whose.NOBODY: ":tada: *Nothing waits of clients whom nobody looks after.*",
}


def inbox_view(
    page: AttentionPage,
    whose: Whose,
    why: Why | None,
    now: datetime,
    links: Mapping[tuple[str, str], str],
) -> Block:
    """A page of it; ``links``: the addresses of the places in Slack, by channel and ts, as far as known."""
    rows = [attention_row(row, now, links.get((row.channel, row.ts), "")) for row in page.rows]
    blocks = [_filters(page, whose, why), *(rows or _empty(page, whose, why)), *_pages(page)]
    kept = windows.remember(whose=whose.value, why=why.value if why else "", start=page.start)
    return modal("Inbox", CALLBACK, blocks, kept=kept)


def open_button(label: str = "Open inbox") -> Block:
    """The button that opens the window, wherever it stands."""
    return button(label, OPEN, "inbox", "Show everything that needs attention")


def read_why(value: Any) -> Why | None:
    """The kind that a choice of ours names; None for all of them."""
    return Why(value) if value in set(Why) else None


def read_whose(value: Any) -> Whose:
    """Whose a choice of ours names; everyone's where it names nobody."""
    return Whose(value) if value in set(Whose) else Whose.EVERYONE


def _filters(page: AttentionPage, whose: Whose, why: Why | None) -> Block:
    whoses = [option(label, each.value) for each, label in _WHOSE.items()]
    number = sum(page.counts.values())
    kinds = [option(f"Everything ({number:,})", EVERYTHING)]
    # A kind of which nothing waits is offered only where it is the one that is shown.
    kinds += [
        option(f"{LABELS[each]} ({page.counts.get(each, 0):,})", each.value)
        for each in Why
        if each in page.counts or each is why
    ]
    kind = why.value if why else EVERYTHING
    return actions(
        _menu(WHOSE, "Whose", whoses, whose.value),
        _menu(WHY, "What", kinds, kind),
        # Slack keeps what was chosen in a block of the same name, with the count that it had then.
        block_id=f"filters:{whose.value}:{kind}:{page.counts.get(why, 0) if why else number}",
    )


def _menu(action_id: str, label: str, options: list[Block], value: str) -> Block:
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(label, 150),
        "options": options,
    }
    return element | chosen(options, value)


def _empty(page: AttentionPage, whose: Whose, why: Why | None) -> list[Block]:
    if why and page.counts:
        words = f"Nothing of this kind waits: *{LABELS[why]}*. Choose Everything above for the rest."
        return [section(mrkdwn(words))]
    return [section(mrkdwn(f"{_NOTHING[whose]}\n{_SHOWS}"))]


def _pages(page: AttentionPage) -> list[Block]:
    if not page.rows:
        return []
    first, last = page.start + 1, page.start + len(page.rows)
    shown = f"{first:,} to {last:,}" if last > first else f"{first:,}"
    said = f"{shown} of {page.total:,}. The most pressing first."
    buttons = []
    if page.start:
        buttons.append(button("Previous", PREVIOUS, "previous", "Show what presses more"))
    if last < page.total:
        buttons.append(button("Next", NEXT, "next", "Show what presses less"))
    turning = [actions(*buttons, block_id="pages")] if buttons else []
    return [context(mrkdwn(said)), *turning]
