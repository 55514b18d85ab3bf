"""What the gate says of the text in the form, and how it may be set aside by those who may."""

from typing import Any

from bot.domain.waiting import Waiting
from bot.flows.outbound.overriding import MAX_WHY
from bot.flows.outbound.preview import Verdict
from bot.policy.decision import Reason
from bot.slack.blocks.elements import Block, mrkdwn, option, plain, section, when
from bot.slack.blocks.opt_in import question_blocks
from bot.slack.text import escape

OVERRIDE_ACTION = "compose_override"
WHY_ACTION = "compose_why"
OVERRIDE, WHY = "override", "why"

_ANYWAY = option("Send anyway", "anyway", "You answer for it. Your reason is kept in the audit.")
_LONGEST_BLOCK_ID = 255
_MOST_IN_BUTTON = 24


def verdict_blocks(verdict: Verdict) -> list[Block]:
    """What stands against sending now, what to think of, and the override for those who may."""
    if verdict.opt_in:
        return question_blocks(verdict.opt_in)
    blocks = []
    if verdict.against:
        blocks.append(section(mrkdwn(_against(verdict)), block_id="verdict"))
    if verdict.warnings:
        blocks.append(section(mrkdwn("\n".join(map(_warning, verdict.warnings))), block_id="warnings"))
    if verdict.may_override:
        blocks.append(_override(verdict))
        if verdict.set_aside:
            blocks.append(why_input("Why may it go anyway?"))
    return blocks


def submit_label(verdict: Verdict | None) -> str:
    """What pressing the button does: *Send*, *Schedule for 8:00 AM*, or *Send opt-in message*."""
    if verdict and verdict.opt_in:
        return "Send opt-in message"
    if verdict is None or verdict.waiting is None or verdict.set_aside:
        return "Send"
    label = f"Schedule for {verdict.waiting.briefly}"
    return label if verdict.waiting.briefly and len(label) <= _MOST_IN_BUTTON else "Schedule"


def override_block_id(verdict: Verdict) -> str:
    """Another one for other reasons: a tick for one reason is none for the next."""
    return f"{OVERRIDE}:{','.join(sorted(verdict.codes))}"[:_LONGEST_BLOCK_ID]


def why_input(label: str) -> Block:
    """The field for the reason, which nobody may leave empty."""
    element = {
        "type": "plain_text_input",
        "action_id": WHY_ACTION,
        "max_length": MAX_WHY,
        "placeholder": plain("Such as: Jane asked me to text her tonight", 150),
    }
    return {"type": "input", "block_id": WHY, "label": plain(label, 2000), "element": element}


def held_until(waiting: Waiting) -> str:
    """Until when, on the client's clock and on the reader's: ``Held until 8:00 AM Jane Doe's time (Denver,
    tomorrow), 2:00 PM yours.``"""
    if not waiting.there:
        return f"*Held until {when(waiting.until)}* your time."
    return f"*Held until {escape(waiting.there)}*, {when(waiting.until, '{time}')} yours."


def _against(verdict: Verdict) -> str:
    who = [escape(verdict.who_could)] if verdict.who_could else []
    if verdict.set_aside:
        reasons = [escape(reason.sentence) for reason in verdict.against]
        return "\n".join([":unlock: *It goes anyway*, in spite of this:", *reasons])
    if verdict.waiting:
        chosen = "Not at the time that you chose. " if verdict.is_chosen else ""
        held = f":hourglass_flowing_sand: {chosen}{held_until(verdict.waiting)}"
        return "\n".join([held, escape(verdict.waiting.why), *who])
    reasons = [escape(reason.beside_a_refusal) for reason in verdict.against]
    then = " then" if verdict.is_chosen else ""
    return "\n".join([f":no_entry: *It would not be sent{then}:*", *reasons, *who])


def _warning(reason: Reason) -> str:
    return f":warning: *Think of this:* {escape(reason.words)}"


def _override(verdict: Verdict) -> Block:
    element: dict[str, Any] = {"type": "checkboxes", "action_id": OVERRIDE_ACTION, "options": [_ANYWAY]}
    if verdict.set_aside:
        element["initial_options"] = [_ANYWAY]
    return {
        "type": "input",
        "block_id": override_block_id(verdict),
        "label": plain("You may set this aside"),
        "element": element,
        "optional": True,
        "dispatch_action": True,
    }
