"""A webhook's form, parsed once for the signature and for its reader."""

from collections.abc import Sequence
from urllib.parse import unquote_plus

from bot.ports import Malformed

# A WhatsApp text of 4,096 emoji, percent-encoded, with ten file addresses stays below 64 KiB.
MAX_BODY = 256 * 1024
MAX_FIELDS = 500

Pairs = Sequence[tuple[str, str]]


def parse(body: bytes) -> Pairs:
    """All names and values in order, repeated names kept: the signature is made over every one of them.

    Raises Malformed when the body is larger than any webhook of Twilio's.
    """
    if len(body) > MAX_BODY:
        raise Malformed("the body is too large")
    text = body.decode("utf-8", "replace")
    if text.count("&") >= MAX_FIELDS:
        raise Malformed("the body has too many fields")
    parts = (part.partition("=") for part in text.split("&") if part)
    return [(_unquoted(name), _unquoted(value)) for name, _, value in parts]


def _unquoted(text: str) -> str:
    # As parse_qsl does it, which looks for what is quoted letter by letter where mostly nothing is.
    return unquote_plus(text) if "%" in text or "+" in text else text


def fields(pairs: Pairs) -> dict[str, str]:
    """The first value of each name, without NUL characters, which PostgreSQL cannot store."""
    first = dict(reversed(pairs))
    if "\0" not in "".join([*first, *first.values()]):
        return first
    return {name.replace("\0", ""): value.replace("\0", "") for name, value in first.items()}
