"""The window of all templates: what WhatsApp says of each, and what a manager can do about it."""

from bot.domain.template import Approval, Template
from bot.domain.template_task import TemplateTask
from bot.flows.templates.overview import Overview, Which
from bot.flows.templates.words import called
from bot.slack import windows
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
from bot.slack.blocks.inputs import confirm, modal
from bot.slack.blocks.paging import count_words, nothing_fits, page_buttons, search_field, which_menu
from bot.slack.blocks.template_picker import NEW
from bot.slack.blocks.template_words import approval_words, title_words
from bot.slack.text import escape, shown

CALLBACK = "template_list"
FILTER, SEARCH, REFRESH = "templates_filter", "templates_search", "template_list_refresh"
EARLIER, LATER, DELETE = "templates_earlier", "templates_later", "template_delete"

_WHICH = {
    Which.ALL: "All templates",
    Which.APPROVED: "Approved",
    Which.WAITING: "Waiting for approval",
    Which.STOPPED: "Rejected or stopped",
    Which.UNSUBMITTED: "Not handed in",
}
_NONE = {
    Which.ALL: "There are no templates yet. Make one with New template.",
    Which.APPROVED: "WhatsApp has approved none yet.",
    Which.WAITING: "None waits for WhatsApp's approval.",
    Which.STOPPED: "WhatsApp has rejected or stopped none.",
    Which.UNSUBMITTED: "All of them were handed in.",
}
_EXCERPT = 140


def list_view(page: Overview, note: str = "") -> Block:
    """A page of the list; ``note`` is what there is to say of it."""
    rows = [_row(template, may_delete=page.may_change) for template in page.page.rows]
    blocks = [
        _head(page),
        search_field(SEARCH, page.query),
        *(context(plain(_under_way(task))) for task in page.under_way[:5]),
        *(rows or [section(plain(_nothing(page)))]),
        *_as_of(page, note),
        *page_buttons(EARLIER, LATER, page.page.at, has_more=page.page.has_more, label="Next"),
    ]
    kept = windows.remember(which=page.which.value, query=page.query, page=page.page.at)
    return modal("WhatsApp templates", CALLBACK, blocks, submit="Search", kept=kept)


def _head(page: Overview) -> Block:
    which = which_menu(FILTER, _WHICH, page.which, "Which templates")
    refresh = button("Refresh", REFRESH, "refresh", "Ask for the templates anew")
    new = button("New template", NEW, "new", "Make a template and hand it in to WhatsApp", style="primary")
    return actions(which, refresh, *([new] if page.may_change else []), block_id="head")


def _under_way(task: TemplateTask) -> str:
    doing = "Being handed in" if task.draft else "Being deleted"
    return f"{doing}: {called(shown(task.name), task.language)}."


def _row(template: Template, *, may_delete: bool) -> Block:
    body = escape(shortened(" ".join(shown(template.body).split()), _EXCERPT))
    text = mrkdwn("\n".join([title_words(template), approval_words(template), f"> {body}"]))
    if not may_delete:
        return section(text, block_id=f"listed:{template.id}")
    return section(text, block_id=f"listed:{template.id}", accessory=_delete(template))


def _delete(template: Template) -> Block:
    name = shortened(shown(template.name), 60)
    # WhatsApp keeps the name of what it has approved for thirty days.
    again = " Its name cannot be used again for 30 days." if template.approval is Approval.APPROVED else ""
    sure = confirm(
        "Delete this template?",
        f"“{name}” is deleted at WhatsApp too, for good. Texts that wait with it are refused.{again}",
        "Delete",
    )
    return button("Delete", DELETE, template.id, shortened(f"Delete {name}", 75), **sure)


def _nothing(page: Overview) -> str:
    return nothing_fits(page.query) if page.query else _NONE[page.which]


def _as_of(page: Overview, note: str) -> list[Block]:
    said = [plain(count_words(page.page))]
    said += [mrkdwn(f"As of {when(page.fetched_at)}.")] if page.fetched_at else []
    said += [plain(note)] if note else []
    return [context(*said)]
