"""Our senders in words: how fast they go, and what holds for a test number."""

from bot.domain.phone import display
from bot.ports import Sender

SHORT = "Twilio's test number"


def pace(sender: Sender) -> str:
    """How fast texts leave from it."""
    seconds = sender.interval.total_seconds()
    if seconds > 1:
        return f"one text every {seconds:g} seconds"
    if seconds == 1 or seconds <= 0:
        return "one text a second" if seconds else "as fast as they come"
    return f"{round(1 / seconds)} texts a second"


def sandbox_rules(sender: Sender) -> list[str]:
    """What holds for a test number, a line each; nothing for any other sender."""
    if not sender.is_sandbox:
        return []
    words = f"“join {sender.join_words}”" if sender.join_words else "“join” and its two words"
    return [
        f"{SHORT}: it reaches only clients who have sent {words} to {display(sender.address)} on WhatsApp "
        "within the last 3 days.",
        "Once a client has been silent for 24 hours, only Twilio's own test templates go from it.",
    ]
