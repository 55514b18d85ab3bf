"""Text as both databases can keep it."""


def storable(text: str) -> str:
    """``text`` without what no database text can hold: NULs and halves of surrogate pairs.

    Each is replaced by U+FFFD, so that one can see that something stood there.
    """
    if text.isascii() and "\x00" not in text:
        return text
    return "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)
