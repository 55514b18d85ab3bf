"""Who has opted out of which sender, kept by Twilio itself from STOP, START and HELP."""

from dataclasses import dataclass, field

from bot.domain.keywords import HELP_WORDS, INFO_WORDS, START_WORDS, STOP_WORDS
from bot.sandbox.twilio.config import SandboxSender

# Toll-free numbers are blocked and opened in the carrier's network, which knows these words only.
_TOLL_FREE_STOP = frozenset({"STOP"})
_TOLL_FREE_START = frozenset({"START", "UNSTOP"})

STOP_ANSWER = (
    "You are unsubscribed and will get no more messages from this number. Reply START to resubscribe."
)
START_ANSWER = "You are subscribed again to messages from this number. Reply STOP to unsubscribe."
HELP_ANSWER = "Reply STOP to unsubscribe. Message and data rates may apply."


@dataclass(frozen=True)
class KeywordEffect:
    """What a keyword did: the kind Twilio names in OptOutType, and its own answer, if it gives one."""

    kind: str
    answer: str | None


@dataclass
class Consent:
    """Opt-outs by sender (or its Messaging Service) and phone number. Only SMS has keywords built in."""

    _out: set[tuple[str, str]] = field(default_factory=set)

    def opted_out(self, sender: SandboxSender, phone: str) -> bool:
        """Whether Twilio would refuse a text to this phone with 21610."""
        return sender.channel == "sms" and (_scope(sender), phone) in self._out

    def hear(self, sender: SandboxSender, phone: str, body: str) -> KeywordEffect | None:
        """Take in a text; a keyword must be the whole text, in any case. None for any other text."""
        word = body.strip().upper()
        stop, start, helping = _words(sender)
        key = (_scope(sender), phone)
        if word in stop:
            known = key in self._out
            self._out.add(key)
            return KeywordEffect("STOP", None if known else STOP_ANSWER)
        if word in start:
            known = key in self._out
            self._out.discard(key)
            return KeywordEffect("START", START_ANSWER if known else None)
        return KeywordEffect("HELP", HELP_ANSWER) if word in helping else None


def _scope(sender: SandboxSender) -> str:
    return sender.service_sid or sender.number


def _words(sender: SandboxSender) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    if sender.channel == "whatsapp" and not sender.advanced_opt_out:
        return frozenset(), frozenset(), frozenset()
    if sender.kind == "toll_free":
        return _TOLL_FREE_STOP, _TOLL_FREE_START, HELP_WORDS | INFO_WORDS
    return STOP_WORDS, START_WORDS, HELP_WORDS | INFO_WORDS
