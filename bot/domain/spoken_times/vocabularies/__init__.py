"""The words for times, a language each, and which of them are read for whom."""

from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.vocabularies import de, en, es, fr, it, nl, pt

_KNOWN = {
    code: Patterns(words.WORDS)
    for code, words in (("de", de), ("en", en), ("es", es), ("fr", fr), ("it", it), ("nl", nl), ("pt", pt))
}


def patterns_for(language: str) -> tuple[Patterns, ...]:
    """The words of a person's own language, if they are known, and then English, which many type anyway."""
    own, english = _KNOWN.get(code_of(language)), _KNOWN["en"]
    return (own, english) if own and own is not english else (english,)


def is_known(language: str) -> bool:
    """Whether the words of this language are known here."""
    return code_of(language) in _KNOWN


def code_of(language: str) -> str:
    """``en`` of ``en-US``."""
    return language.replace("_", "-").partition("-")[0].casefold()


def is_month_first(language: str) -> bool:
    """Whether 12/3 is December 3: in the United States, and in English from nowhere in particular."""
    return language.replace("_", "-").casefold() in {"en", "en-us"}
