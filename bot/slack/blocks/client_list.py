"""The list of clients: whose, found by name, a page at a time."""

from datetime import datetime

from bot.domain.address_words import display
from bot.domain.client import DEFAULT_KIND, Client
from bot.flows.clients.listing import TAG, ClientPage, Place, Seen, Whose
from bot.slack import windows
from bot.slack.blocks.client import name_of, search_menu
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

CALLBACK = "client_list"
FILTER, NEW, NEWER, OLDER = "clients_filter", "clients_new", "clients_newer", "clients_older"
SHOW, PICK = "clients_show", "clients_pick"
_WHOSE = {
    Whose.ALL: "All clients",
    Whose.MINE: "Mine",
    Whose.LEADS: "Leads",
    Whose.SPAM: "Spam",
}
_NOBODY = {
    Whose.ALL: "There are no clients yet. Add one with New client, many with /client import, or text a "
    "number with /sms.",
    Whose.MINE: "You look after nobody yet. Claim a client on its card, or by answering first.",
    Whose.LEADS: "There are no leads: whoever has written to you has a name.",
    Whose.SPAM: "Nobody is marked as spam.",
}


def list_view(page: ClientPage) -> Block:
    """A page of the list."""
    rows = [_row(seen) for seen in page.rows] or [section(plain(_nobody(page.wanted)))]
    note = [context(plain("The newest activity first."))] if page.rows else []
    blocks = [_head(page), *rows, *note, *_pages(page)]
    return modal("Clients", CALLBACK, blocks, kept=windows.remember(wanted=page.wanted))


def read_place(value: str, *, newer: bool) -> Place | None:
    """The place that a button of ours names; None for what is none."""
    moment, _, client_id = value.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Place(at, client_id, newer) if at.tzinfo and client_id else None


def _head(page: ClientPage) -> Block:
    options = [option(label, whose.value) for whose, label in _WHOSE.items()]
    options += [option(f"Tag: {tag}", f"{TAG}{tag}") for tag in page.tags]
    if page.wanted not in {each["value"] for each in options}:
        options.append(option(f"Tag: {page.wanted.removeprefix(TAG)}", page.wanted))
    which: Block = {
        "type": "static_select",
        "action_id": FILTER,
        "placeholder": plain("Which clients", 150),
        "options": options[:100],
    } | chosen(options, page.wanted)
    new = button("New client", NEW, "new", "Write a new client down", style="primary")
    return actions(which, search_menu(PICK), new, block_id="head")


def _row(seen: Seen) -> Block:
    client = seen.client
    show = button("Show", SHOW, client.id, shortened(f"Show {shown(name_of(client))}", 75))
    return section(mrkdwn(_words(client, seen.at)), block_id=f"client:{client.id}", accessory=show)


def _words(client: Client, at: datetime) -> str:
    company = f" · {_text(client.company)}" if client.company else ""
    first = [display(client.addresses[0].value)] if client.addresses else ["no number"]
    more = len(client.addresses) - 1
    beside = [
        escape(first[0]) + (f" and {more} more" if more > 0 else ""),
        _text(client.kind) if client.kind != DEFAULT_KIND else "",
        "lead" if client.is_lead else "",
        _text(", ".join(client.tags)),
        f"<@{escape(client.owner)}>" if client.owner else "",
        when(at),
    ]
    return f"*{_text(name_of(client))}*{company}\n{' · '.join(each for each in beside if each)}"


def _nobody(wanted: str) -> str:
    return _NOBODY[Whose(wanted)] if wanted in set(Whose) else "No client has this tag any more."


def _pages(page: ClientPage) -> list[Block]:
    buttons = []
    if page.newer:
        buttons.append(button("Newer", NEWER, _place(page.newer), "Show clients with newer activity"))
    if page.older:
        buttons.append(button("Older", OLDER, _place(page.older), "Show clients with older activity"))
    return [actions(*buttons, block_id="pages")] if buttons else []


def _place(place: Place) -> str:
    return f"{place.at.isoformat()}|{place.client_id}"


def _text(value: str) -> str:
    return escape(shortened(shown(value), 120))
