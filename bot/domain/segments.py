"""How many SMS segments a text takes, and so what it costs.

Source of the rule: GSM 03.38 (7-bit alphabet and extension table) and the concatenation header of
3GPP TS 23.040, as Twilio bills them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "\f^{}\\[~]|€"

# A concatenation header takes six octets: 7 septets of 160, or 3 code units of 70.
_ONE_GSM, _MANY_GSM = 160, 153
_ONE_UCS, _MANY_UCS = 70, 67

_UNITS = dict.fromkeys(_BASIC, 1) | dict.fromkeys(_EXTENSION, 2)
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True)
class Segments:
    """A text as the carrier sees it: ``units`` are septets for GSM-7 and UTF-16 code units for UCS-2.

    ``left`` is how many units still fit into the last segment.
    """

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    count: int
    left: int


@lru_cache(maxsize=1024)
def count(text: str) -> Segments:
    """Encoding, units and number of segments of ``text``; an empty text takes none."""
    units = _gsm_units(text)
    if units is not None:
        # The escape and the character it introduces are never parted by a segment's end.
        pieces = (_UNITS[character] for character in text)
        return Segments("GSM-7", units, *_fill(pieces, units, _ONE_GSM, _MANY_GSM))
    units = _code_units(text)
    return Segments("UCS-2", units, *_fill(_ucs_pieces(text), units, _ONE_UCS, _MANY_UCS))


def _gsm_units(text: str) -> int | None:
    total = 0
    for character in text:
        units = _UNITS.get(character)
        if units is None:
            return None
        total += units
    return total


def _code_units(text: str) -> int:
    # Slack's JSON can hold half of a surrogate pair; it takes the place of one unit like any other.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ucs_pieces(text: str) -> Iterator[int]:
    """Lengths of the pieces that stay whole: grapheme clusters, unless one alone overfills a segment."""
    for cluster in _GRAPHEME.findall(text):
        units = _code_units(cluster)
        # Twilio keeps every cluster whole but a line's end of two characters.
        if units <= _MANY_UCS and cluster != "\r\n":
            yield units
        else:
            yield from map(_code_units, cluster)


def _fill(pieces: Iterable[int], units: int, one: int, many: int) -> tuple[int, int]:
    """Into how many segments the pieces go, and the units left in the last; ``units`` is their sum."""
    if units <= one:
        return min(units, 1), one - units
    segments, used = 1, 0
    for piece in pieces:
        if used + piece > many:
            segments, used = segments + 1, 0
        used += piece
    return segments, many - used
