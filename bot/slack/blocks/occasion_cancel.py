"""The question before something is called off: a text about it may go to the client."""

from bot.flows.occasions.listing import SeenOccasion
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block, mrkdwn, option, plain, section, shortened
from bot.slack.blocks.inputs import checks, modal
from bot.slack.blocks.occasion_words import what_words, when_words
from bot.slack.text import escape, shown

CALLBACK = "occasion_cancel"
TELL = "occasion_tell"

_NOBODY_TOLD = (
    "The client gets no text about it: no trigger for a cancellation is on. Tell them yourself if they "
    "should know."
)


def cancel_view(seen: SeenOccasion, kept: str) -> Block:
    """Asks once more, and whether the client is told."""
    occasion = seen.occasion
    name = escape(shortened(shown(name_of(seen.client)), 80))
    lines = [f"*{name}* · {what_words(occasion)}", when_words(occasion, seen.zone)]
    blocks = [
        section(mrkdwn("\n".join(filter(None, lines))), block_id="of"),
        section(plain("Reminders that are planned for it do not go any more.")),
        *_telling(seen),
    ]
    title = f"Cancel {occasion.kind.noun}"
    return modal(title, CALLBACK, blocks, submit="Cancel it", close="Keep it", kept=kept)


def _telling(seen: SeenOccasion) -> list[Block]:
    if not seen.tells_of_cancelling:
        return [section(plain(_NOBODY_TOLD), block_id="untold")]
    tick = option("Tell the client by text", TELL, "The words are those of the trigger for a cancellation.")
    return [checks(TELL, "The client", [tick], [TELL], optional=True)]
