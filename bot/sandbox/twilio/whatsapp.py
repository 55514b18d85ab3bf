"""WhatsApp's rules: the 24-hour window for free text, and who has joined Twilio's sandbox number."""

from dataclasses import dataclass, field

from bot.sandbox.twilio.config import SandboxSender
from bot.sandbox.twilio.state import TwilioState

WINDOW = 24 * 3600.0
SANDBOX_SESSION = 3 * 24 * 3600.0


@dataclass
class WhatsAppRules:
    """Kept per phone and sender, by the sandbox clock."""

    state: TwilioState
    _wrote: dict[tuple[str, str], float] = field(default_factory=dict)
    _joined: dict[tuple[str, str], float] = field(default_factory=dict)

    def wrote(self, phone: str, sender: SandboxSender) -> None:
        """The client wrote, which opens the window for a day."""
        self._wrote[(phone, sender.number)] = self.state.clock.now()

    def window_open(self, phone: str, sender: SandboxSender) -> bool:
        """Whether free text may go to this phone now."""
        wrote = self._wrote.get((phone, sender.number))
        return wrote is not None and self.state.clock.now() - wrote < WINDOW

    def joined(self, phone: str, sender: SandboxSender) -> bool:
        """Whether the phone may be reached at all: a real sender reaches everybody, the sandbox members."""
        if sender.kind != "whatsapp_sandbox":
            return True
        since = self._joined.get((phone, sender.number))
        return since is not None and self.state.clock.now() - since < SANDBOX_SESSION

    def sandbox_answer(self, phone: str, sender: SandboxSender, body: str) -> str | None:
        """What Twilio's sandbox itself answers to this text; None when the text goes on to the bot."""
        if sender.kind != "whatsapp_sandbox":
            return None
        words = " ".join(body.lower().split())
        if words == f"join {self.state.config.sandbox_words}":
            self.join(phone, sender)
            return "Twilio sandbox: you have joined. Reply stop to leave."
        if not self.joined(phone, sender):
            return "Twilio sandbox: you are not connected to a sandbox. Send join and its two words."
        if words == "stop":
            self._joined.pop((phone, sender.number))
            return "Twilio sandbox: you have left."
        return None

    def join(self, phone: str, sender: SandboxSender) -> None:
        """Let the phone take part in the sandbox for three days."""
        self._joined[(phone, sender.number)] = self.state.clock.now()
