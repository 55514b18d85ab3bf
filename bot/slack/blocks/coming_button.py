"""The button that opens what is to come, apart from its window: cards have it and know nothing of windows."""

from bot.slack.blocks.elements import Block, button

OPEN = "coming_open"


def next_button(client_id: str) -> Block:
    """The button on a client's card."""
    return button("Coming up", OPEN, client_id, "Show what is to come for this client, and change it")
