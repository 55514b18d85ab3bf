"""Phrases by which clients opt out, one language a file."""

from bot.domain.opt_out_phrases import de, en, es, fr, it, nl, pt
from bot.domain.opt_out_phrases.phrases import Phrases

PHRASES: dict[str, Phrases] = {
    "en": en.PHRASES,
    "es": es.PHRASES,
    "fr": fr.PHRASES,
    "de": de.PHRASES,
    "it": it.PHRASES,
    "pt": pt.PHRASES,
    "nl": nl.PHRASES,
}

# ISO 639-1: what an admin can choose from.
LANGUAGES = tuple(PHRASES)
