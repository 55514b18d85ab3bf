"""The window of what is to come: the next to go first, a page at a time, with a menu in each row."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.upcoming import ComingKind, Upcoming, UpcomingPage, Verb, Which
from bot.slack import windows
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
    shortened,
    when,
)
from bot.slack.blocks.inputs import modal
from bot.slack.text import escape, shown

CALLBACK = "coming"
WHICH, ROW = "coming_which", "coming_row"
PREVIOUS, NEXT = "coming_previous", "coming_next"

# Beginnings of the pages before, as many as fit into what a window remembers: the first, and the nearest.
_MOST_BEFORE = 30
_WHICH = {Which.MINE: "Mine", Which.ALL: "Everyone's"}
_LABELS = {
    Verb.EDIT: "Edit words…",
    Verb.MOVE: "Move…",
    Verb.PAUSE: "Pause",
    Verb.RESUME: "Resume",
    Verb.SKIP: "Skip this one",
    Verb.SEND_NOW: "Send now",
    Verb.CANCEL: "Cancel: it does not go",
}
# Of a series other words than of a single text.
_OF_SERIES = {Verb.EDIT: "Edit…", Verb.CANCEL: "End: it goes no more"}
MARKS = {
    ComingKind.TEXT: ":calendar:",
    ComingKind.SERIES: ":repeat:",
    ComingKind.REMINDER: ":bell:",
}
_NOTHING = {
    Which.MINE: "*Nothing of yours is to come.* Choose Everyone's above, or plan a text with `/schedule`.",
    Which.ALL: "*Nothing is to come.* Plan a text with `/schedule`.",
}
_NOTHING_FOR = "*Nothing is to come for this client.* Press Schedule on their card to plan a text."
_TEXT_HIDDEN = "(only who wrote it, who looks after the client, or a manager can read it here)"


@dataclass(frozen=True)
class Shown:
    """What the window shows: whose, or which client's, and where its page and those before it begin.
    ``skips``: there are too many of these to remember all, so that behind the first one some are left out."""

    which: Which = Which.MINE
    client_id: str = ""
    after: str = ""
    before: tuple[str, ...] = field(default=())
    skips: bool = False

    def later(self, following: str) -> "Shown":
        """The page behind, which begins at ``following``."""
        before = (*self.before, self.after)
        is_full = len(before) > _MOST_BEFORE
        if is_full:
            before = (before[0], *before[-(_MOST_BEFORE - 1) :])
        return replace(self, after=following, before=before, skips=self.skips or is_full)

    def earlier(self) -> "Shown":
        """The page before; from the first one itself."""
        *before, after = self.before or ("",)
        return replace(self, after=after, before=tuple(before), skips=self.skips and bool(before))

    def kept(self) -> dict[str, Any]:
        """As a window remembers it."""
        before = list(self.before)
        kept = {"which": self.which.value, "client": self.client_id, "after": self.after, "before": before}
        return kept | ({"skips": True} if self.skips else {})


def read_shown(kept: dict[str, Any]) -> Shown:
    """What a window has remembered; the first page of one's own where that cannot be read."""
    which = kept.get("which")
    before = kept.get("before")
    return Shown(
        Which(which) if which in set(Which) else Which.MINE,
        str(kept.get("client") or ""),
        str(kept.get("after") or ""),
        tuple(map(str, before)) if isinstance(before, list) else (),
        skips=kept.get("skips") is True,
    )


def coming_view(page: UpcomingPage, of: Shown, said: str = "") -> Block:
    """A page of it; ``said``: what has just been done, or why it could not be."""
    rows = [coming_row(row) for row in page.rows]
    blocks = [*_said(said), *_choice(of), *(rows or [_empty(of)]), *_pages(page, of)]
    kept = windows.remember(**of.kept(), following=page.following)
    return modal("Coming up", CALLBACK, blocks, kept=kept)


def coming_row(row: Upcoming) -> Block:
    """One row."""
    options = [option(_label(row, verb), _value(row, verb)) for verb in row.verbs]
    menu: Block = {"type": "overflow", "action_id": ROW, "options": options}
    return section(mrkdwn(_words(row)), block_id=f"{row.kind.value}:{row.id}", accessory=menu)


def _words(row: Upcoming) -> str:
    name = escape(shortened(" ".join(shown(row.client_name).split()), 80)) or "Client without a name"
    there = f", that is {escape(row.there)}" if row.there else ""
    at = f"*{when(row.at)}*{there}" if row.at else "*No time*"
    lines = [
        f"{MARKS[row.kind]} {at} · *{name}*",
        f"> {escape(' '.join(shown(row.words).split()))}" if row.words else f"> _{_TEXT_HIDDEN}_",
        " · ".join(part for part in _from(row) if part),
        _state(row),
    ]
    return "\n".join(line for line in lines if line)


def _from(row: Upcoming) -> tuple[str, ...]:
    posted = f"posted in <#{escape(row.slack_channel)}>" if row.slack_channel else ""
    by = f"by <@{escape(row.by)}>" if row.by else ""
    return posted or escape(row.goes_by), by, escape(row.cause), escape(row.repeats)


def _state(row: Upcoming) -> str:
    if row.is_paused:
        by = f" by <@{escape(row.paused_by)}>" if row.paused_by else ""
        return f":double_vertical_bar: *Paused*{by}: it does not go until somebody resumes it."
    return f":hourglass_flowing_sand: *Held:* {escape(row.why)}" if row.why else ""


def _label(row: Upcoming, verb: Verb) -> str:
    of_kind = _OF_SERIES if row.kind is ComingKind.SERIES else {}
    return of_kind.get(verb, _LABELS[verb])


def _value(row: Upcoming, verb: Verb) -> str:
    at = str(row.at.timestamp()) if row.at else ""
    return f"{verb.value}:{row.kind.value}:{row.id}:{at}"


def _said(said: str) -> list[Block]:
    return [section(plain(said), block_id="said")] if said else []


def _choice(of: Shown) -> list[Block]:
    if of.client_id:
        return []
    options = [option(label, which.value) for which, label in _WHICH.items()]
    menu: Block = {
        "type": "static_select",
        "action_id": WHICH,
        "placeholder": plain("Whose", 150),
        "options": options,
    }
    # Slack keeps what was chosen in a block of the same name.
    return [actions(menu | chosen(options, of.which.value), block_id=f"which:{of.which.value}")]


def _empty(of: Shown) -> Block:
    words = _NOTHING_FOR if of.client_id else _NOTHING[of.which]
    return section(
        mrkdwn(f"{words} What is sent by itself for appointments and payments is listed here too.")
    )


def _pages(page: UpcomingPage, of: Shown) -> list[Block]:
    buttons = []
    if of.skips and len(of.before) == 1:
        buttons.append(button("First page", PREVIOUS, "previous", "Show the first page: what goes next"))
    elif of.before:
        buttons.append(button("Earlier", PREVIOUS, "previous", "Show what goes earlier"))
    if page.following:
        buttons.append(button("Later", NEXT, "next", "Show what goes later"))
    told = [context(mrkdwn("The next to go first. Times are by your own clock."))] if page.rows else []
    return [*told, *([actions(*buttons, block_id="pages")] if buttons else [])]
