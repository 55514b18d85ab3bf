"""The contacts in a vCard, as far as a line beside the file can say them (RFC 2426 and RFC 6350)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.extras import Contact

# A card with a photo is larger; name and numbers stand before it or behind it, never worth more than this.
_MOST_BYTES = 256 * 1024
_MOST_CARDS, _MOST_NUMBERS, _MOST_LINE = 5, 5, 200
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# A long line goes on in the next, which then begins with a blank.
_FOLDED = re.compile(r"\r?\n[ \t]")


def read(content: bytes) -> tuple[Contact, ...]:
    """Who is in it, at most five; what cannot be read is left out."""
    text = _FOLDED.sub("", content[:_MOST_BYTES].decode("utf-8", "replace"))
    return tuple(card for card in list(_cards(text))[:_MOST_CARDS] if card.name or card.phones)


def in_words(content: bytes) -> str:
    """Name and numbers of everybody in it, a line each; empty where nothing can be read."""
    return "\n".join(": ".join(filter(None, (card.name, ", ".join(card.phones)))) for card in read(content))


def _cards(text: str) -> Iterator[Contact]:
    card = Contact("")
    for line in text.splitlines():
        label, colon, value = line.partition(":")
        # A group before a property's name, and what is said of it behind, do not change what it is.
        name = label.partition(";")[0].rpartition(".")[2].strip().upper()
        said = _plain(value) if colon else ""
        if name == "BEGIN":
            card = Contact("")
        elif name == "END":
            yield card
        elif name == "FN" and said:
            card = replace(card, name=said)
        elif name == "TEL" and said and len(card.phones) < _MOST_NUMBERS:
            card = replace(card, phones=(*card.phones, said.removeprefix("tel:")))


def _plain(value: str) -> str:
    """A value without its escapes, in one bounded line."""
    plain = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value[: 2 * _MOST_LINE])
    return " ".join(plain.split())[:_MOST_LINE]
