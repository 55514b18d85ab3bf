"""WhatsApp's own rules of whom a business may write to: the 24 hours, and who wants no marketing."""

from dataclasses import dataclass, field

import phonenumbers

from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.message import Content
from bot.sandbox.meta.state import MetaState
from bot.sandbox.phonebook import Phone

WINDOW = 24 * 3600.0
_MARKETING = "MARKETING"


@dataclass
class Window:
    """Kept per client and number of ours, by the sandbox clock."""

    state: MetaState
    stopped_marketing: set[str] = field(default_factory=set)
    _wrote: dict[tuple[str, str], float] = field(default_factory=dict)

    def wrote(self, phone: Phone, ours: BusinessNumber) -> None:
        """The client wrote, which opens the window for a day."""
        self._wrote[(phone.identity, ours.id)] = self.state.clock.now()

    def open(self, phone: Phone, number_id: str) -> bool:
        """Whether free text may go to this client now."""
        wrote = self._wrote.get((phone.identity, number_id))
        return wrote is not None and self.state.clock.now() - wrote < WINDOW

    def refusal(self, phone: Phone, number_id: str, content: Content) -> int | None:
        """The code of what WhatsApp does not deliver, None for what may go."""
        if content.kind != "template":
            return None if self.open(phone, number_id) else 131047
        if content.category != _MARKETING:
            return None
        if phone.identity in self.stopped_marketing:
            return 131050
        # Businesses cannot send marketing to numbers of the United States. Source: Meta, since April 2025.
        return 131049 if _region(phone.number) == "US" else None


def _region(number: str) -> str | None:
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))
