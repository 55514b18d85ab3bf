"""A text in the characters that the detectors know, each still at its place."""

import unicodedata
from functools import lru_cache


def simplified(text: str) -> str:
    """``text`` with its digits, letters, dashes and blanks in their plain form, and exactly as long.

    Phones type the digits of many scripts, dashes of several lengths and blanks that nobody sees.
    """
    return text if text.isascii() else "".join(map(_plain, text))


# The same few thousand characters come again and again.
@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category in {"Zs", "Cf"}:
        return " "
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
