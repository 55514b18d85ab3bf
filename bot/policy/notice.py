"""What the program adds below a text: who writes, and how to stop.

Source: CTIA Messaging Principles and Best Practices (the business is named, and every recurring program says
how to opt out); the first text to somebody who has had none says both.
"""

import re

from bot.domain.channel import Channel
from bot.domain.message import Draft, Purpose
from bot.policy.facts import Facts

HOW_TO_STOP = "Reply STOP to opt out."

# In capitals, as carriers ask for it, with a word beside it that makes it an instruction: "STOP BY" is none.
_TELLS_HOW_TO_STOP = re.compile(
    r"\b(?:reply|text|txt|send|answer|respond|responda|responde|env[ií][ae]|conteste?a?)\b[^.!?\n]{0,30}?\bSTOP\b"
    r"|\bSTOP\b[\"'”’]?\s+(?:to|2|para)\s+(?:opt|end|cancel|quit|unsubscribe|stop|cancelar|salir|no recibir)",
    re.IGNORECASE,
)
_STOP_IN_CAPITALS = re.compile(r"\bSTOP\b")


def notice(draft: Draft, facts: Facts) -> str:
    """The line to add for the client: what the text does not say itself; empty when nothing is missing."""
    if not _needs_notice(draft, facts):
        return ""
    business = "" if names_business(draft.body, facts.business) else _as_sentence(facts.business)
    stop = "" if tells_how_to_stop(draft.body) else HOW_TO_STOP
    return f"{business} {stop}".strip()


def names_business(text: str, business: str) -> bool:
    """Whether a text says who writes, in any case and however it is spaced; nobody is named by no name."""
    name = r"\s+".join(re.escape(word) for word in business.split())
    return bool(name) and re.search(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE) is not None


def tells_how_to_stop(text: str) -> bool:
    """Whether a text says that STOP ends it."""
    return any(_STOP_IN_CAPITALS.search(said.group()) for said in _TELLS_HOW_TO_STOP.finditer(text))


def _needs_notice(draft: Draft, facts: Facts) -> bool:
    # Nothing can be added to a template that WhatsApp has approved, as the opt-in message always is; an
    # automatic answer says all by itself.
    if draft.is_template or draft.purpose is Purpose.OPT_IN or draft.purpose.is_automatic:
        return False
    if draft.purpose is not Purpose.DIRECT:
        return True
    # On WhatsApp a teammate can only answer: the client wrote first, to a business they saw the name of.
    first = draft.channel is not Channel.WHATSAPP and not facts.introduced
    return first and facts.settings.content.notice_on_first


def _as_sentence(business: str) -> str:
    name = " ".join(business.split())
    return name if not name or name.endswith((".", "!", "?")) else f"{name}."
