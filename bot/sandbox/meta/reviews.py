"""What WhatsApp says of templates, and how the bot is told: approved, rejected, paused, disabled."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.template import MetaTemplate, Status
from bot.sandbox.meta.updates import Update


@dataclass
class Reviews:
    """Decides on templates as a reviewer at Meta does. Every method raises KeyError for an unknown one."""

    state: MetaState
    deliveries: Deliveries

    def approve(self, name: str, language: str = "") -> MetaTemplate:
        """The template may be sent from now on."""
        return self._decide(name, language, "APPROVED")

    def reject(self, name: str, language: str = "", reason: str = "INVALID_FORMAT") -> MetaTemplate:
        """The template may not be sent; ``reason`` is one of Meta's words."""
        return self._decide(name, language, "REJECTED", reason)

    def pause(self, name: str, language: str = "") -> MetaTemplate:
        """Too many people have blocked or reported it: it rests for a while."""
        return self._decide(name, language, "PAUSED")

    def disable(self, name: str, language: str = "") -> MetaTemplate:
        """It has been paused too often."""
        return self._decide(name, language, "DISABLED")

    def pending(self) -> list[MetaTemplate]:
        """Those that nobody has looked at yet, oldest first."""
        return [each for each in self.state.config.templates if each.status == "PENDING"]

    def _decide(self, name: str, language: str, status: Status, reason: str = "NONE") -> MetaTemplate:
        template = self._find(name, language)
        template.status, template.rejected_reason = status, reason
        item: dict[str, Any] = {
            "event": status,
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
            "message_template_category": template.category,
            "reason": reason,
        }
        if status == "REJECTED":
            item["rejection_info"] = {
                "reason": "The template is not written as it must be.",
                "recommendation": "Write it anew and hand it in again.",
            }
        if status == "PAUSED":
            item["other_info"] = {
                "title": "FIRST_PAUSE",
                "description": "Your template has been paused for 3 hours.",
            }
        self.deliveries.tell(Update("message_template_status_update", template.id, item))
        self.state.bus.publish("meta.template", {"name": name, "status": status})
        return template

    def _find(self, name: str, language: str) -> MetaTemplate:
        for each in self.state.config.templates:
            if each.name == name and language in {"", each.language}:
                return each
        raise KeyError(name)
