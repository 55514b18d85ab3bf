"""Texts of every kind on which segments are counted, always the same ones.

Only ``Random.random`` is used: Python promises that its numbers stay the same in every version.
"""

from collections.abc import Iterator, Sequence
from random import Random

HOW_MANY = 3600
# Where a segment, or a message, begins or ends: nothing, one, one of each alphabet, several, the longest.
_ENDS = (0, 1, 67, 70, 134, 153, 160, 201, 268, 306, 335, 459, 612, 670, 1530, 1600)

_WORDS = (
    "Hello",
    "Jane",
    "your",
    "appointment",
    "is",
    "on",
    "Monday",
    "at",
    "9:30 AM.",
    "Bring",
    "&",
    "late!",
)
_BASIC = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà aZ"
_EXTENSION = "\f^{}\\[~]|€"
_LINE_ENDS = ("\n", "\r", "\r\n", "\r\n\r\n", "\n\r", "\n\n")
_TYPED = ("“", "”", "‘", "’", "–", "—", "…", "\u00a0", "\t", "`", "ç", "•", "™", "á", "í", "ó", "ú", "ê", "ã")
_LETTERS = ("ж", "Привет ", "你好", "世界", "سلام ", "שלום ", "ありがとう", "한국어", "ไทย ", "Ω", "ł", "ğ")
_ACCENTS = ("e\u0301", "n\u0303", "o\u0302\u0301", "a\u0308", "ệ", "e\u0323\u0302", "c\u0327", "A\u030a")
_SCRIPTS = ("नमस्ते ", "क्षि", "தமிழ் ", "สวัสดี", "각", "\u1112\u1161\u11ab", "ကျွန်", "ਪੰਜਾਬੀ", "م\u0651\u064e")
_EMOJI = ("😀", "🎉", "👍", "❤", "❤️", "☎️", "1️⃣", "#️⃣", "©️", "🚀", "✅", "⌛", "☺️", "🤷", "💩", "🫠", "🪪")
_SEQUENCES = (
    "👍🏽",
    "👋🏿",
    "🤝🏻",
    "🇩🇪",
    "🇺🇸🇲🇽",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "👨‍👩‍👧‍👦",
    "👩‍👩‍👦",
    "👩‍⚕️",
    "👨🏽‍🔧",
    "🧑‍🏫",
    "👩🏽‍🚀",
    "🏳️‍🌈",
    "🏳️‍⚧️",
    "🏴‍☠️",
    "🤷‍♀️",
    "🤷🏾‍♂️",
    "❤️‍🔥",
    "🐻‍❄️",
    "🧑‍🦰",
    "👨🏻‍🦽",
    "👩‍❤️‍💋‍👨",
    "👩🏽‍❤️‍👨🏿",
    "🫱🏽‍🫲🏿",
    "🐈‍⬛",
    "👁️‍🗨️",
    "🧔‍♂️",
    "🧑🏼‍🎄",
)
_ODD = (
    "\u200b",
    "\u200d",
    "\u200c",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\ufe0f",
    "\U000e0001",
    "𝒳",
    "𠜎",
    "\x00",
)

_KINDS: dict[str, Sequence[str]] = {
    "words": [f"{word} " for word in _WORDS],
    "basic": _BASIC,
    "extension": _EXTENSION,
    "both alphabets": [*_BASIC, *_EXTENSION],
    "lines": [*_WORDS, *_LINE_ENDS],
    "typed": [*(f"{word} " for word in _WORDS), *_TYPED],
    "letters": _LETTERS,
    "accents": [*_ACCENTS, "a", " "],
    "scripts": _SCRIPTS,
    "emoji": [*_EMOJI, "a", " ok "],
    "sequences": [*_SEQUENCES, "a", "ж"],
    "odd": [*_ODD, "a", "ж", "😀"],
}
_KINDS["everything"] = [piece for pieces in _KINDS.values() for piece in pieces]


def texts() -> Iterator[str]:
    """``HOW_MANY`` texts: of each kind in turn, most of them near a place where a segment ends."""
    random = Random(20261126)
    kinds = list(_KINDS.items())
    for number in range(HOW_MANY):
        name, pieces = kinds[number % len(kinds)]
        end = _ENDS[_below(random, len(_ENDS))] + _below(random, 9) - 4
        # Marks without end on one letter make a character larger than a segment: no carrier delivers it.
        runs = random.random() < 0.4 and name not in {"odd", "everything"}
        yield _of_size(random, pieces, end, runs=runs)


def _of_size(random: Random, pieces: Sequence[str], size: int, *, runs: bool) -> str:
    """Pieces up to ``size`` units, in runs of one piece or mixed, then mostly filled up with a letter."""
    chosen, left, piece = [], size, _one(random, pieces)
    while _units(piece) <= left:
        chosen.append(piece)
        left -= _units(piece)
        if not runs or random.random() < 0.02:
            piece = _one(random, pieces)
    if random.random() < 0.7:
        chosen.append("a" * left)
    return "".join(chosen)


def _units(piece: str) -> int:
    """What a piece takes: UTF-16 units; of the GSM extension's characters those of their own alphabet."""
    return 2 if piece in _EXTENSION else len(piece.encode("utf-16-le")) // 2


def _one(random: Random, pieces: Sequence[str]) -> str:
    return pieces[_below(random, len(pieces))]


def _below(random: Random, end: int) -> int:
    return int(random.random() * end)
