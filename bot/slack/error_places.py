"""At which field of the compose form an error is said: Slack takes none for a field that is not shown."""

from bot.flows.outbound.made_of import VALUE
from bot.flows.templates.choice import TEMPLATE, VARIABLE
from bot.slack.blocks.compose import BODY, CLIENT, NO_FIELDS, SENDER, body_block_id, sender_block_id
from bot.slack.blocks.ready_words import READY, value_block_id
from bot.slack.blocks.repeat import REPEAT
from bot.slack.blocks.verdict import OVERRIDE, WHY
from bot.slack.deps import Payload
from bot.slack.typed import Typed

# Where errors about a recurrence belong.
_OF_REPEAT = frozenset({"interval", "weekdays", "starts", "zone", "count"})


def at_fields(errors: dict[str, str], view: Payload, entered: Typed) -> dict[str, str]:
    """The errors by block id; one whose field is not shown stands at the text instead, or at the template
    where there is no text as yet."""
    shown = {str(block.get("block_id")) for block in view.get("blocks") or ()} - NO_FIELDS
    text = body_block_id(entered.applied)
    last = next((block for block in (text, READY) if block in shown), CLIENT)
    placed: dict[str, str] = {}
    for field, sentence in errors.items():
        block = _block(field, entered, shown)
        known = block if block in shown else last
        placed[known] = f"{placed[known]} {sentence}" if known in placed else sentence
    return placed


def _block(field: str, entered: Typed, shown: set[str]) -> str:
    begins = next((each for each in (VALUE, VARIABLE) if field.startswith(each)), "")
    if begins:
        return value_block_id(field.removeprefix(begins), entered.client)
    # Before the field for the reason is drawn, what is missing in it is said at the tick above it.
    ticked = next((block for block in shown if block.startswith(f"{OVERRIDE}:")), BODY)
    elsewhere = {
        BODY: body_block_id(entered.applied),
        SENDER: sender_block_id(entered.channel, entered.client),
        TEMPLATE: READY,
        WHY: WHY if WHY in shown else ticked,
    }
    return REPEAT if field in _OF_REPEAT else elsewhere.get(field, field)
