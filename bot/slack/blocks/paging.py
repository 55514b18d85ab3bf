"""What stands at a long list: the field to search it, and the buttons that turn its pages."""

from bot.slack.blocks.elements import Block, actions, button
from bot.slack.blocks.inputs import text_input


def search_field(block_id: str, query: str) -> Block:
    """Where a name or a word is typed; Slack tells us of it with Enter."""
    block = text_input(block_id, "Search", value=query, placeholder="A name or a word, then Enter", most=60)
    return block | {"dispatch_action": True, "optional": True}


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
