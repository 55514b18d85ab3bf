"""When a text goes that somebody schedules: the field for it, and the words."""

from datetime import datetime

from bot.flows.outbound.preview import Verdict
from bot.slack.blocks.elements import Block, mrkdwn, plain, section, when


def send_at_input(block_id: str, action_id: str, value: datetime | None) -> Block:
    """The field for the time at which it goes; empty: now."""
    element: Block = {"type": "datetimepicker", "action_id": action_id}
    if value:
        element["initial_date_time"] = int(value.timestamp())
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Send at", 2000),
        "element": element,
        "optional": True,
        "dispatch_action": True,
        "hint": plain("By your own clock. Empty: the text goes now.", 2000),
    }


def goes_blocks(send_at: datetime | None, trouble: str, verdict: Verdict | None) -> list[Block]:
    """When it goes, for the reader; what the gate delays or refuses says so itself, below."""
    if trouble:
        return [section(mrkdwn(f":warning: {trouble}"), block_id="goes")]
    is_held = verdict is not None and verdict.against and not verdict.set_aside
    if send_at is None or is_held:
        return []
    said = f":calendar: *Goes:* {when(send_at)}, by your own clock."
    return [section(mrkdwn(said), block_id="goes")]
