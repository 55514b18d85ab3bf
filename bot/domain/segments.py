"""How many SMS segments a text takes, and so what it costs.

Source of the rule: GSM 03.38 (7-bit alphabet and extension table) and the concatenation header of
3GPP TS 23.040, as Twilio bills them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
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

_GSM = re.compile(f"[{re.escape(_BASIC + _EXTENSION)}]*")

# What Twilio's calculator never parts: grapheme clusters as Unicode 10 (UAX 29, revision 31) has them. Emoji
# that are joined differently since, such as those of later years, it takes apart, and so do we.
_MODIFIERS = r"\U0001f3fb-\U0001f3ff"
_EMOJI_BASES = (
    r"\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc"
    r"\U0001f442\U0001f443\U0001f446-\U0001f450\U0001f466-\U0001f469\U0001f46e\U0001f470-\U0001f478"
    r"\U0001f47c\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f4aa\U0001f574\U0001f575\U0001f57a"
    r"\U0001f590\U0001f595\U0001f596\U0001f645-\U0001f647\U0001f64b-\U0001f64f\U0001f6a3"
    r"\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc\U0001f918-\U0001f91c\U0001f91e\U0001f91f\U0001f926"
    r"\U0001f930-\U0001f939\U0001f93d\U0001f93e\U0001f9d1-\U0001f9dd"
)
_GLUED_AFTER_A_JOINER = (
    r"\u2640\u2642\u2695\u2696\u2708\u2764\U0001f308\U0001f33e\U0001f373\U0001f393\U0001f3a4\U0001f3a8"
    r"\U0001f3eb\U0001f3ed\U0001f466-\U0001f469\U0001f48b\U0001f4bb\U0001f4bc\U0001f527\U0001f52c"
    r"\U0001f5e8\U0001f680\U0001f692"
)
_EXTEND = rf"[\p{{GCB=Extend}}--[{_MODIFIERS}]]"
_BASE = (
    r"\p{GCB=L}*(?:\p{GCB=V}+|\p{GCB=LV}\p{GCB=V}*|\p{GCB=LVT})\p{GCB=T}*|\p{GCB=L}+|\p{GCB=T}+"
    r"|\p{GCB=RI}{2}|[^\p{GCB=Control}\r\n]"
)
_JOINED = rf"\p{{GCB=ZWJ}}|\p{{GCB=SpacingMark}}|(?<=\p{{GCB=ZWJ}})[{_GLUED_AFTER_A_JOINER}]"
# Once a mark has come, such as the selector in a red heart, the calculator looks for whom a skin tone belongs
# to only right before the last mark.
_BEFORE_A_MARK = rf"(?:{_JOINED}|(?<=[{_EMOJI_BASES}])[{_MODIFIERS}])*"
_FROM_A_MARK_ON = rf"(?:{_EXTEND}|{_JOINED}|(?<=[{_EMOJI_BASES}]{_EXTEND})[{_MODIFIERS}])*"
# Plain characters before another plain one are clusters by themselves, and quickly found all at once.
_PLAIN = r"[\x20-\x7e]+(?=[\x20-\x7e]|\Z)"
_CLUSTER = regex.compile(
    rf"(?V1){_PLAIN}|[\p{{GCB=Control}}\r\n]"
    rf"|(?:\p{{GCB=Prepend}}+(?:{_BASE})?|{_BASE}){_BEFORE_A_MARK}{_FROM_A_MARK_ON}"
)


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
    if _GSM.fullmatch(text):
        units = len(text) + sum(map(text.count, _EXTENSION))
        pieces = _gsm_pieces(text) if units > len(text) else None
        return Segments("GSM-7", units, *_fill(pieces, units, _ONE_GSM, _MANY_GSM))
    units = _code_units(text)
    return Segments("UCS-2", units, *_fill(_ucs_pieces(text), units, _ONE_UCS, _MANY_UCS))


def _gsm_pieces(text: str) -> Iterator[int]:
    """The escape and the character it introduces are never parted by a segment's end."""
    return (2 if character in _EXTENSION else 1 for character in text)


def _code_units(text: str) -> int:
    # Slack's JSON can hold half of a surrogate pair; it takes the place of one unit like any other.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ucs_pieces(text: str) -> Iterator[int]:
    """Lengths of the pieces that stay whole: clusters, unless one alone overfills a segment."""
    for cluster in _CLUSTER.findall(text):
        if cluster.isascii():
            yield from repeat(1, len(cluster))
        elif (units := _code_units(cluster)) <= _MANY_UCS:
            yield units
        else:
            yield from map(_code_units, cluster)


def _fill(pieces: Iterable[int] | None, units: int, one: int, many: int) -> tuple[int, int]:
    """Into how many segments the pieces go, and the units left in the last; ``units`` is their sum. Without
    pieces each unit is one."""
    if units <= one:
        return min(units, 1), one - units
    if pieces is None:
        segments = -(-units // many)
        return segments, segments * many - units
    segments, used = 1, 0
    for piece in pieces:
        if used + piece > many:
            segments, used = segments + 1, 0
        used += piece
    return segments, many - used
