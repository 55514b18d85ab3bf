"""One entry of the menu "Make something fail"."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.page.world import World

_GROUPS = {"twilio": "Twilio and the phones", "meta": "WhatsApp at Meta", "slack": "Slack"}


@dataclass(frozen=True)
class MenuFault:
    """A trouble: ``label`` and ``hint`` stand in the menu, ``done`` is said once it is ordered."""

    scope: Literal["twilio", "meta", "slack"]
    name: str
    label: str
    hint: str
    done: str
    order: Callable[[World], None]

    def as_json(self) -> dict[str, Any]:
        """What the page's menu shows."""
        shown = {"scope": self.scope, "name": self.name, "label": self.label}
        return {**shown, "hint": self.hint, "done": self.done, "group": _GROUPS[self.scope]}
