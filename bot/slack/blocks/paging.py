"""What stands at a long list: the menu of its parts, the field to search it, how much there is, and the
buttons that turn its pages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.domain.pages import Page
from bot.slack.blocks.elements import Block, actions, button, chosen, option, plain, shortened
from bot.slack.blocks.inputs import text_input

MAX_QUERY = 60


def which_menu(action_id: str, labels: Mapping[Any, str], which: StrEnum, placeholder: str) -> Block:
    """The menu of the parts of the list; ``labels`` by the part."""
    options = [option(label, each.value) for each, label in labels.items()]
    menu: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": options,
    }
    return menu | chosen(options, which.value)


def search_field(block_id: str, query: str) -> Block:
    """Where a name or a word is typed; Slack tells us of it with Enter."""
    block = text_input(
        block_id, "Search", value=query, placeholder="A name or a word, then Enter", most=MAX_QUERY
    )
    return block | {"dispatch_action": True, "optional": True}


def nothing_fits(query: str) -> str:
    """That what was searched for is not there."""
    return f"No template fits “{shortened(query, MAX_QUERY)}”."


def count_words(page: Page[Any]) -> str:
    """How many there are, and which page of them this is."""
    found = f"{page.found:,} template{'' if page.found == 1 else 's'}"
    return f"Page {page.at + 1} of {page.pages}, {found}." if page.pages > 1 else f"{found}."


def page_buttons(earlier: str, later: str, page: int, *, has_more: bool, label: str = "More") -> list[Block]:
    """A row with the ways to the pages before and behind ``page``, which counts from 0; none where none is.

    ``earlier`` and ``later`` are the actions, whose value is the page they lead to.
    """
    buttons = []
    if page > 0:
        buttons.append(button("Back", earlier, str(page - 1), "Show the page before"))
    if has_more:
        buttons.append(button(label, later, str(page + 1), "Show the next page"))
    return [actions(*buttons, block_id="pages")] if buttons else []
