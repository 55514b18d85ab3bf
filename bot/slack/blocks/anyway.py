"""The small form that asks why a text may go in spite of a rule."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.slack.blocks.elements import Block, plain, section
from bot.slack.blocks.verdict import why_input

CALLBACK = "anyway"

_SAID = (
    "The rule that stands in the way protects the client and your business. You answer for setting it aside; "
    "your name and your reason are kept in the audit."
)


@dataclass(frozen=True)
class Asked:
    """Which message it is about, and where the button stood, so that the answer is given there."""

    message_id: str
    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""


def anyway_view(asked: Asked) -> Block:
    """The modal; what was asked travels in its private metadata."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain("Send it anyway", 24),
        "submit": plain("Send now", 24),
        "close": plain("Do not send", 24),
        "private_metadata": json.dumps(asdict(asked)),
        "blocks": [section(plain(_SAID)), why_input("Why may it go anyway?")],
    }


def asked_in(view: dict[str, Any]) -> Asked:
    """What the modal was opened for. Raises ValueError for a view that is not ours."""
    kept = json.loads(view.get("private_metadata") or "{}")
    if not isinstance(kept, dict) or not all(isinstance(each, str) for each in kept.values()):
        raise ValueError("The metadata of the form is not ours.")
    try:
        return Asked(**kept)
    except TypeError:
        raise ValueError("The metadata of the form is not ours.") from None
