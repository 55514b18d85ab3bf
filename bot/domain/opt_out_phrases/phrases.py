"""How a language's phrases are written down.

Each is a regular expression on one clause in small letters without accents or punctuation, single spaces
between words ("don't" is "don t"); `` ... `` stands for up to three words. A phrase matches whole words
only. ``unless`` lists what looks like one of them and is none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """What asks for an opt-out in a language, and what only looks like it."""

    asks: tuple[str, ...]
    unless: tuple[str, ...]
