"""The windows of *Your own systems*, as full as they get."""

from bot.domain.trigger_key import MAX_LABEL, TriggerKey
from bot.flows.systems.keys import MAX_KEYS, ListedKey, MadeKey
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import modal
from bot.slack.settings.systems import key_form, made_view, systems_blocks
from tests.slack.conftest import NOW

KEYS = [
    TriggerKey(f"{number:026}", "<" * MAX_LABEL, NOW, "U1", last_used_at=NOW if number else None)
    for number in range(MAX_KEYS)
]


def windows() -> list[Block]:
    """Each of them."""
    listed = systems_blocks(
        [ListedKey(key, True) for key in KEYS], "https://texts.example.com", has_keys=True
    )
    return [
        modal("Your own systems", "settings_page", listed),
        modal("Your own systems", "settings_page", systems_blocks([], "", has_keys=False)),
        key_form(),
        made_view(MadeKey(KEYS[0], "tlsk_" + "a" * 43)),
    ]
