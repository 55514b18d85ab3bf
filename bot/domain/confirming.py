"""Words by which a client confirms an appointment, in the languages that answers come in."""

from collections.abc import Iterable
from functools import cache

from bot.domain.keywords import START_WORDS, keyword
from bot.domain.yes_no import MAX_WORDS, plainly

# Source of the first: the seeds, "Reply C to confirm". Compared without case, accents and punctuation.
_WORDS = {
    "en": "c|confirm|confirmed|i confirm",
    "es": "confirmo|confirmar|confirmado|confirmada",
    "fr": "confirme|je confirme|confirmer|confirmé|confirmée",
    "de": "bestätige|ich bestätige|bestätigen|bestätigt|bestaetigt",
    "pt": "confirmo|confirmar|confirmado|confirmada",
    "it": "confermo|confermare|confermato|confermata",
    "nl": "bevestig|ik bevestig|bevestigen|bevestigd",
}
MOST_WORDS = 30


@cache
def standard_words() -> frozenset[str]:
    """Those that come with the program, as they are compared."""
    return frozenset(plainly(word) for words in _WORDS.values() for word in words.split("|"))


def confirms(text: str, own: Iterable[str] = ()) -> bool:
    """Whether ``text`` as a whole is one of the team's ``own`` words, or of those that come with the program
    where the team has none. "C U later" is none: it is a message to people."""
    said = plainly(text)
    return bool(said) and said in (frozenset(plainly(word) for word in own) or standard_words())


def trouble_with_word(word: str) -> str:
    """Why a word cannot confirm; empty when it can. What means yes may: it is heard as such where there is a
    question or an opt-out for it to answer."""
    if len(word) > MAX_WORDS or not plainly(word):
        return f"“{word[:MAX_WORDS]}” is no word that a client could reply with. Type letters, such as C."
    meant = keyword(word)
    if meant and plainly(word).upper() not in START_WORDS:
        return f"“{word}” means {meant.value.upper()} already. Choose another word."
    return ""
