"""What people may have meant by a word that nobody's name holds: slips of the finger, names only heard."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.folding import folded

# A letter left out, put in, changed, or two that changed places is one slip.
_ONE_SLIP, _TWO_SLIPS = 3, 6
# More words than these are a text, not a name.
_MOST_WORDS = 6
# So many near misses of each kind are looked at.
_MOST_CLOSE = 50


def slips_in(word: str) -> int:
    """How many slips are forgiven in a word: none in what is too short to tell, and none in a number."""
    if any(map(str.isdecimal, word)) or len(word) < _ONE_SLIP:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1


def words_of(query: str) -> list[str]:
    """The words of what was typed, folded as names are."""
    return folded(query).split()[:_MOST_WORDS]


def meant(word: str, known: Collection[str], most: int = 8) -> list[str]:
    """Those of the known words, or beginnings of them, that ``word`` may stand for, the closest first.

    All are folded. A word that somebody is still typing is as good as its beginning.
    """
    slips = slips_in(word)
    if not slips:
        return []
    begun = {each[:length] for each in known for length in (len(word), len(word) + 1)}
    whole, beginnings = (_close(word, choices, slips) for choices in (known, begun))
    nearest = sorted({**beginnings, **whole}.items(), key=lambda found: (found[1], found[0]))
    return [choice for choice, _ in nearest[:most]]


def distance(word: str, text: str) -> int:
    """How many slips the nearest word of a folded text, or its beginning, is from ``word``."""
    lengths = (None, len(word), len(word) + 1)
    ends = {each[:length] for each in text.split() for length in lengths}
    return min((OSA.distance(word, end) for end in ends), default=len(word))


def _close(word: str, choices: Collection[str], slips: int) -> dict[str, int]:
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_CLOSE)
    return {choice: slips for choice, slips, _ in found}
