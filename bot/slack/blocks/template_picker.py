"""The window in which somebody chooses a template."""

from dataclasses import dataclass

from bot.domain.template import Template
from bot.domain.template_reach import why_not_to
from bot.flows.templates.shelf import MOST, Shelf
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, plain, section, shortened, when
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.paging import nothing_fits, search_field
from bot.slack.blocks.template_words import approval_words, said_blocks, title_words
from bot.slack.text import escape, shown

CALLBACK = "templates"
PICK, SEARCH, REFRESH = "template_pick", "template_search", "templates_refresh"
NEW, ALL = "template_new", "templates_all"
_EXCERPT = 160
_NONE = (
    "There are no WhatsApp templates in the account yet. A manager makes them with New template, or an admin "
    "in the provider's console; once WhatsApp has approved one, it stands here."
)


@dataclass(frozen=True)
class Picker:
    """What the window shows: ``to`` is the address it is for, ``client`` how people call who has it,
    ``words`` what somebody wanted to say, ``note`` what there is to say of the list. ``answers``: the client
    has written within WhatsApp's 24 hours; ``may_make``: the reader may make templates. ``kept`` is its
    metadata."""

    to: str
    client: str
    shelf: Shelf
    words: str = ""
    query: str = ""
    note: str = ""
    answers: bool = False
    may_make: bool = False
    kept: str = ""


def picker_view(picker: Picker) -> Block:
    """The window: those that can be sent to this client first."""
    shelf = picker.shelf
    whom = f"For *{escape(shown(picker.client))}*."
    head = f"{whom} A template may go at any time, also outside of WhatsApp's 24 hours."
    rows = [_row(*each) for each in _by_reach(picker)]
    blocks = [
        section(mrkdwn(head)),
        *said_blocks(picker.words),
        *([search_field(SEARCH, picker.query)] if _is_searched(picker) else []),
        *(rows or _nothing(picker)),
        *_more(shelf),
        *_as_of(picker),
        actions(*_ways_on(picker), block_id="refresh"),
    ]
    # Slack wants a button of the window's own where there is a field.
    submit = "Search" if _is_searched(picker) else ""
    return modal("Choose a template", CALLBACK, blocks, submit=submit, kept=picker.kept)


def _is_searched(picker: Picker) -> bool:
    return picker.shelf.all > MOST or bool(picker.query)


def _ways_on(picker: Picker) -> list[Block]:
    new = button("New template", NEW, "new", "Make a template and hand it in to WhatsApp")
    return [
        button("Refresh", REFRESH, "refresh", "Ask for the templates anew"),
        button("All templates", ALL, "all", "See what waits for approval and what was rejected"),
        *([new] if picker.may_make else []),
    ]


def _by_reach(picker: Picker) -> list[tuple[Template, str]]:
    """Each with why it cannot be sent; those that can be first."""
    found = [(each, why_not_to(each, picker.to, answers=picker.answers)) for each in picker.shelf.templates]
    return sorted(found, key=lambda each: bool(each[1]))


def _row(template: Template, why: str) -> Block:
    body = escape(shortened(" ".join(shown(template.body).split()), _EXCERPT))
    lines = [title_words(template), approval_words(template), f"> {body}"]
    if why:
        said = mrkdwn("\n".join([*lines, f"_Cannot be sent: {escape(why)}_"]))
        return section(said, block_id=f"template:{template.id}")
    use = button("Use", PICK, template.id, shortened(f"Use the template {shown(template.name)}", 75))
    return section(mrkdwn("\n".join(lines)), block_id=f"template:{template.id}", accessory=use)


def _nothing(picker: Picker) -> list[Block]:
    """Where nothing is listed: why. While nobody has answered, nobody can tell."""
    if picker.query:
        return [section(plain(nothing_fits(picker.query)))]
    return [] if picker.note else [section(plain(_NONE))]


def _more(shelf: Shelf) -> list[Block]:
    more = shelf.found - len(shelf.templates)
    return [context(plain(f"And {more:,} more: search for a name or a word."))] if more > 0 else []


def _as_of(picker: Picker) -> list[Block]:
    at = picker.shelf.fetched_at
    said = [mrkdwn(f"As of {when(at)}.")] if at else []
    said += [plain(picker.note)] if picker.note else []
    return [context(*said)] if said else []
