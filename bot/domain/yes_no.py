"""Whether a client's words as a whole are a yes or a no, in the languages that opt-outs are read in."""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

from bot.domain.folding import folded


class Answer(StrEnum):
    """What a client has answered."""

    YES = "yes"
    NO = "no"


# Small letters without accents; a whole text is looked up, never a part of one.
_YES = {
    "en": "yes|yes please|yes thanks|yes thank you|yeah|yep|yup|ok|okay|sure|agree|i agree|i accept|start",
    "es": "si|si por favor|si gracias|claro|de acuerdo|acepto|vale",
    "fr": "oui|oui merci|oui svp|oui s il vous plait|d accord|j accepte",
    "de": "ja|ja bitte|ja gerne|gerne|einverstanden|in ordnung",
    "it": "si|si grazie|si per favore|va bene|d accordo|accetto",
    "pt": "sim|sim por favor|sim obrigado|sim obrigada|claro|aceito|concordo",
    "nl": "ja|ja graag|graag|akkoord|is goed",
}
_NO = {
    "en": "no|no thanks|no thank you|nope|nah|i decline|decline",
    "es": "no|no gracias|no acepto",
    "fr": "non|non merci|je refuse",
    "de": "nein|nein danke|lieber nicht",
    "it": "no|no grazie|non accetto",
    "pt": "nao|nao obrigado|nao obrigada|nao aceito",
    "nl": "nee|nee bedankt|nee dank je|liever niet",
}
_THUMBS = {"\U0001f44d": Answer.YES, "\U0001f44e": Answer.NO}
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
MAX_WORDS = 60


def plainly(text: str) -> str:
    """The words of a short text, in small letters without accents and marks; of a long one only the first."""
    # One word more than any form has is enough to know that it is none of them.
    found = islice(_WORD.finditer(folded(text[:200])), _MOST_WORDS + 1)
    return " ".join(word.group() for word in found)


def answer_in(text: str, yes: Iterable[str] = (), no: Iterable[str] = ()) -> Answer | None:
    """The answer that ``text`` is as a whole, if it is one; ``yes`` and ``no`` are further forms of it."""
    emoji = _SKIN.sub("", text.strip()[:8])
    if emoji in _THUMBS:
        return _THUMBS[emoji]
    said = plainly(text)
    if not said:
        return None
    if said in {plainly(form) for form in no} | _forms(_NO):
        return Answer.NO
    return Answer.YES if said in {plainly(form) for form in yes} | _forms(_YES) else None


def _forms(table: dict[str, str]) -> set[str]:
    return {form for forms in table.values() for form in forms.split("|")}
