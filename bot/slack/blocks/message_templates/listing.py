"""The window of the team's templates: found by name, by the way they go, a page at a time."""

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate
from bot.flows.message_templates.listing import Overview, Way
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
)
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.message_templates.words import excerpt, kept_words, title_words
from bot.slack.blocks.paging import count_words, nothing_fits, page_buttons, search_field, which_menu
from bot.slack.text import shown

CALLBACK = "message_template_list"
FILTER, SEARCH, NEW = "message_templates_filter", "message_templates_search", "message_template_new"
EARLIER, LATER = "message_templates_earlier", "message_templates_later"
USE, EDIT, MORE = "message_template_use", "message_template_edit", "message_template_more"
# What the menu behind a template offers, before its id.
COPY, VERSIONS, BESIDE, ARCHIVE = "copy", "versions", "beside", "archive"

_WAYS = {
    Way.ANY: "All templates",
    Way.SMS: "By SMS and MMS",
    Way.WHATSAPP: "By WhatsApp",
    Way.SLACK: "Into Slack",
}
_NONE = "There are no templates yet."
_MAKE = " Write one with New template."
_ABOUT_WHATSAPP = "The templates that WhatsApp has approved stand under /messaging templates."


def list_view(page: Overview, note: str = "") -> Block:
    """A page of the list; ``note`` is what there is to say of it."""
    rows = [block for each in page.page.rows for block in _row(each, may_change=page.may_change)]
    blocks = [
        _head(page),
        search_field(SEARCH, page.query),
        *([context(plain(note), block_id="note")] if note else []),
        *(rows or [section(plain(_nothing(page)), block_id="nothing")]),
        context(plain(count_words(page.page)), plain(_ABOUT_WHATSAPP), block_id="count"),
        *page_buttons(EARLIER, LATER, page.page.at, has_more=page.page.has_more, label="Next"),
    ]
    kept = windows.remember(which=page.way.value, query=page.query, page=page.page.at)
    return modal("Templates", CALLBACK, blocks, submit="Search", kept=kept)


def _head(page: Overview) -> Block:
    which = which_menu(FILTER, _WAYS, page.way, "Which templates")
    new = button("New template", NEW, "new", "Write a template", style="primary")
    return actions(which, *([new] if page.may_change else []), block_id="head")


def _row(template: MessageTemplate, *, may_change: bool) -> tuple[Block, Block]:
    words = "\n".join([title_words(template), excerpt(template), kept_words(template)])
    name = shortened(shown(template.name), 60)
    use = button("Use", USE, template.id, f"Write to a client with {name}")
    edit = [button("Edit", EDIT, template.id, f"Edit {name}")] if may_change else []
    return (
        section(mrkdwn(words), block_id=f"text:{template.id}"),
        actions(use, *edit, _more(template, may_change=may_change), block_id=f"tools:{template.id}"),
    )


def _more(template: MessageTemplate, *, may_change: bool) -> Block:
    deeds = [("All of it, and older versions", VERSIONS)]
    if may_change:
        beside = [("WhatsApp's template beside it", BESIDE)] if template.reach.takes(Channel.WHATSAPP) else []
        deeds = [("Copy", COPY), *deeds, *beside, ("Archive", ARCHIVE)]
    options = [option(label, f"{verb}:{template.id}") for label, verb in deeds]
    return {"type": "overflow", "action_id": MORE, "options": options}


def _nothing(page: Overview) -> str:
    if page.query:
        return nothing_fits(page.query)
    if page.way is not Way.ANY:
        return "None goes that way."
    return _NONE + (_MAKE if page.may_change else " Ask a manager to write one.")
