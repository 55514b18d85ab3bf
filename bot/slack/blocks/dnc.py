"""The do-not-contact list, and the forms that add to it and take off it."""

from collections.abc import Sequence

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource
from bot.flows.clients import dnc as flow
from bot.flows.clients.dnc import DncPage, Listed
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    mrkdwn,
    option,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import checks, modal, select, text_input
from bot.slack.text import escape

LIST_CALLBACK, ADD_CALLBACK, REMOVE_CALLBACK = "dnc", "dnc_add", "dnc_remove"
NEWER, OLDER, ADD, REMOVE = "dnc_newer", "dnc_older", "dnc_add", "dnc_remove"
SEARCH, ENTRY = "search", "entry"
_REASON_SHOWN = 300
_SOURCES = {
    DncSource.STOP: "the client texted a stop word",
    DncSource.REVIEW: "the client asked for it in their own words",
    DncSource.PROVIDER: "the carrier says that the client has opted out",
    DncSource.PERSON: "put here by a teammate",
}


def list_view(page: DncPage, search: str) -> Block:
    """A page of the list with a search on top; *Search* is the window's own button."""
    rows = [_row(listed) for listed in page.rows] or [section(plain(_empty(search)))]
    at = context(plain(_place(page)), block_id="place")
    field = text_input(
        SEARCH,
        "Search by number",
        value=search,
        placeholder="Some digits, such as 555-0123",
        most=40,
        optional=True,
    )
    blocks = [field, *rows, at, _buttons(page)]
    kept = windows.remember(page=page.page)
    return modal("Do not contact", LIST_CALLBACK, blocks, submit="Search", kept=kept)


def add_form(numbers: Sequence[str] = (), over: str = "") -> Block:
    """The form that puts a number on the list: any, or one of a client's."""
    return modal(
        "Do not contact",
        ADD_CALLBACK,
        [
            _number(numbers),
            checks(flow.CHANNELS, "On", _channels(), [Channel.SMS.value, Channel.WHATSAPP.value]),
            text_input(
                flow.REASON,
                "Why",
                placeholder="Such as: asked on the phone not to be texted",
                most=flow.MAX_WORDS,
                multiline=True,
            ),
        ],
        submit="Add",
        close="Cancel",
        kept=windows.remember(over=over),
    )


def remove_form(entry: str) -> Block:
    """The form that takes an entry of the list off; ``entry`` is what ``entry_value`` made of it."""
    number, channel = read_entry(entry)
    about = section(plain(f"{display(number)}: {channel_words(channel)}"))
    return _removal(about, windows.remember(entry=entry, over=LIST_CALLBACK))


def allow_form(entries: Sequence[DncEntry], client_id: str, over: str) -> Block:
    """The same for one of the entries that keep us from a client."""
    options = [
        option(f"{display(each.number)}: {channel_words(each.channel)}", entry_value(each))
        for each in entries
    ]
    menu = select(ENTRY, "Which", options, value=options[0]["value"])
    return _removal(menu, windows.remember(client=client_id, over=over))


def _removal(which: Block, kept: str) -> Block:
    evidence = text_input(
        flow.EVIDENCE,
        "How the client has agreed",
        placeholder="Such as a link to the signed form",
        most=flow.MAX_WORDS,
        multiline=True,
        hint="Kept in the audit. Withdrawn consent has to be recorded anew with /client.",
    )
    fields = [which, evidence]
    return modal("Allow contact again", REMOVE_CALLBACK, fields, submit="Remove", close="Cancel", kept=kept)


def entry_value(entry: DncEntry) -> str:
    """An entry as a button carries it."""
    return f"{entry.number}|{entry.channel.value if entry.channel else ''}"


def read_entry(value: str) -> tuple[str, Channel | None]:
    """The number and channel that a button carries."""
    number, _, channel = value.partition("|")
    return number, Channel(channel) if channel else None


def entry_words(entry: DncEntry) -> str:
    """Where nothing goes and why, in mrkdwn."""
    by = f", by <@{escape(entry.added_by)}>" if entry.added_by else ""
    words = f"{channel_words(entry.channel)} · {_SOURCES[entry.source]}{by}, {when(entry.added_at)}"
    reason = escape(shortened(" ".join(entry.reason.split()), _REASON_SHOWN))
    return f"{words}\n“{reason}”" if reason else words


def channel_words(channel: Channel | None) -> str:
    """On which channel an entry holds."""
    return channel.label if channel else "Every channel"


def _row(listed: Listed) -> Block:
    entry = listed.entry
    number = display(entry.number)
    whose = f" · {escape(listed.client_name)}" if listed.client_name else ""
    text = mrkdwn(f"*{escape(number)}*{whose}\n{entry_words(entry)}")
    remove = button("Remove", REMOVE, entry_value(entry), f"Take {number} off the list")
    return section(text, block_id=f"entry:{entry_value(entry)}", accessory=remove)


def _buttons(page: DncPage) -> Block:
    buttons = [button("Add a number", ADD, "add", "Put a number on the list", style="primary")]
    if page.page > 0:
        buttons.append(button("Newer", NEWER, str(page.page - 1), "Show newer entries"))
    if page.has_more:
        buttons.append(button("Older", OLDER, str(page.page + 1), "Show older entries"))
    return actions(*buttons, block_id="pages")


def _place(page: DncPage) -> str:
    if not page.rows:
        return "STOP, the carrier and your team put numbers here. Nothing is sent to them, whoever writes."
    first = page.page * flow.PAGE + 1
    return f"{first:,} to {first + len(page.rows) - 1:,} of {page.total:,}, the newest first"


def _empty(search: str) -> str:
    return "No number with these digits is on the list." if search else "Nobody is on the list."


def _number(numbers: Sequence[str]) -> Block:
    if not numbers:
        return text_input(flow.NUMBER, "Number", placeholder="Such as +1 202-555-0123", most=40)
    options = [option(display(number), number) for number in numbers]
    return select(flow.NUMBER, "Number", options, value=numbers[0])


def _channels() -> list[Block]:
    return [option(channel.label, channel.value) for channel in (Channel.SMS, Channel.WHATSAPP)]
