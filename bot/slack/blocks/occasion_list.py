"""The list of appointments, payments and documents, with what can be done about each."""

from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.flows.occasions.listing import OccasionPage, SeenOccasion
from bot.slack import windows
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    mrkdwn,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.occasion_words import KINDS, PLURALS, state_words, what_words, when_words
from bot.slack.blocks.offers import CANCEL_OCCASION, CHANGE_OCCASION
from bot.slack.blocks.paging import page_buttons, which_menu
from bot.slack.text import escape, shown

CALLBACK = "occasion_list"
KIND, NEW = "occasions_kind", "occasions_new"
EARLIER, LATER = "occasions_earlier", "occasions_later"
# The first two stand under a post in the thread as well.
CHANGE, CANCEL = CHANGE_OCCASION, CANCEL_OCCASION
CONFIRM, PAID, REOPEN = "occasion_confirm", "occasion_paid", "occasion_reopen"
PAUSE, RESUME = "occasion_pause", "occasion_resume"
LISTED = (OccasionKind.APPOINTMENT, OccasionKind.PAYMENT, OccasionKind.DOCUMENT)

_NONE = {
    OccasionKind.APPOINTMENT: "No appointment is coming. Set one with New, or with /reminder and a name.",
    OccasionKind.PAYMENT: "No payment is open. Set one with New.",
    OccasionKind.DOCUMENT: "No document is written down. Set one with New.",
}


def occasion_list(page: OccasionPage, notice: str = "") -> Block:
    """The window; ``notice`` is said at its top."""
    rows = [block for row in page.rows for block in _row(row)] or [section(plain(_nothing(page)))]
    said = [section(plain(notice), block_id="notice")] if notice else []
    client_id = page.client.id if page.client else ""
    kept = windows.remember(kind=page.kind.value, page=page.page, client=client_id)
    return modal("Reminders", CALLBACK, [*said, _head(page), *rows, *_pages(page)], kept=kept)


def _head(page: OccasionPage) -> Block:
    hint = "Set an appointment, a payment or the like"
    new = button("New", NEW, page.client.id if page.client else "new", hint, style="primary")
    if page.client:
        return actions(new, block_id="head")
    which = which_menu(KIND, {kind: PLURALS[kind] for kind in LISTED}, page.kind, "Which")
    return actions(which, new, block_id="head")


def _row(row: SeenOccasion) -> list[Block]:
    occasion = row.occasion
    name = escape(shortened(shown(name_of(row.client)), 80))
    lines = [
        f"*{name}* · {what_words(occasion)}",
        " · ".join(filter(None, (when_words(occasion, row.zone), state_words(occasion)))),
        _coming(row),
    ]
    return [
        section(mrkdwn("\n".join(filter(None, lines))), block_id=f"occasion:{occasion.id}"),
        actions(*occasion_buttons(occasion), block_id=f"does:{occasion.id}"),
    ]


def _coming(row: SeenOccasion) -> str:
    if row.occasion.paused_by:
        return f":double_vertical_bar: Reminders paused by <@{escape(row.occasion.paused_by)}>"
    if row.next_at is None:
        return "No reminder is planned."
    what = escape(shortened(shown(row.next_what), 80))
    return f"Next reminder: {when(row.next_at)}{f', {what}' if what else ''}"


def occasion_buttons(occasion: Occasion) -> list[Block]:
    """What can be done about it now: never a button that does nothing."""
    what = KINDS[occasion.kind].lower()
    if occasion.state is OccasionState.CANCELLED:
        return [button("Take back the cancelling", REOPEN, occasion.id, f"This {what} takes place after all")]
    pause = (
        button("Resume", RESUME, occasion.id, f"Send reminders of this {what} again")
        if occasion.paused_by
        else button("Pause", PAUSE, occasion.id, f"Send no reminder of this {what} for now")
    )
    return [
        button("Change", CHANGE, occasion.id, f"Change this {what}"),
        *_answered(occasion),
        button("Cancel", CANCEL, occasion.id, f"Call this {what} off", style="danger"),
        pause,
    ]


def _answered(occasion: Occasion) -> list[Block]:
    if occasion.state is OccasionState.CONFIRMED:
        return [button("Not confirmed", REOPEN, occasion.id, "The client has not confirmed after all")]
    if occasion.state is OccasionState.PAID:
        return [button("Not paid", REOPEN, occasion.id, "The client has not paid after all")]
    if occasion.kind is OccasionKind.APPOINTMENT:
        return [button("Confirm", CONFIRM, occasion.id, "The client has confirmed this appointment")]
    if occasion.kind is OccasionKind.PAYMENT:
        return [button("Paid", PAID, occasion.id, "The client has paid")]
    return []


def _nothing(page: OccasionPage) -> str:
    if page.client:
        return f"Nothing is coming for {name_of(page.client)}. Set an appointment with New."
    return _NONE[page.kind]


def _pages(page: OccasionPage) -> list[Block]:
    buttons = page_buttons(EARLIER, LATER, page.page, has_more=page.has_more)
    return [context(plain(f"Page {page.page + 1}")), *buttons] if buttons else []
