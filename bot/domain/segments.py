"""How many SMS segments a text takes, and so what it costs.

Source of the rule: GSM 03.38 (7-bit alphabet and extension table) and the concatenation header of
3GPP TS 23.040, as Twilio bills them.
"""

from collections.abc import Iterable
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
    """A text as the carrier sees it: ``units`` are septets for GSM-7 and UTF-16 code units for UCS-2."""

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    count: int

    @property
    def left(self) -> int:
        """Units that still fit into the last segment."""
        one, many = (_ONE_GSM, _MANY_GSM) if self.encoding == "GSM-7" else (_ONE_UCS, _MANY_UCS)
        return max(0, (one if self.count <= 1 else many * self.count) - self.units)


@lru_cache(maxsize=1024)
def count(text: str) -> Segments:
    """Encoding, units and number of segments of ``text``; an empty text takes none."""
    units = _gsm_units(text)
    if units is not None:
        return Segments("GSM-7", units, _gsm_count(text, units))
    return Segments("UCS-2", len(text.encode("utf-16-le")) // 2, _ucs_count(text))


def _gsm_units(text: str) -> int | None:
    total = 0
    for character in text:
        units = _UNITS.get(character)
        if units is None:
            return None
        total += units
    return total


def _gsm_count(text: str, units: int) -> int:
    if units <= _ONE_GSM:
        return min(units, 1)
    if units == len(text):
        return -(-units // _MANY_GSM)
    # The escape and the character it introduces are never parted by a segment's end.
    return _fill((_UNITS[character] for character in text), _MANY_GSM)


def _ucs_count(text: str) -> int:
    total = len(text.encode("utf-16-le")) // 2
    if total <= _ONE_UCS:
        return 1
    return _fill(_ucs_pieces(text), _MANY_UCS)


def _ucs_pieces(text: str) -> list[int]:
    """Lengths of the pieces that stay whole: grapheme clusters, unless one alone fills a segment."""
    pieces: list[int] = []
    for cluster in _GRAPHEME.findall(text):
        units = len(cluster.encode("utf-16-le")) // 2
        if units <= _MANY_UCS:
            pieces.append(units)
        else:
            pieces.extend(len(character.encode("utf-16-le")) // 2 for character in cluster)
    return pieces


def _fill(pieces: Iterable[int], size: int) -> int:
    segments, used = 1, 0
    for units in pieces:
        if used + units > size:
            segments, used = segments + 1, 0
        used += units
    return segments
