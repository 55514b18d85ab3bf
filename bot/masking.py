"""Takes phone numbers, tokens and message texts out of whatever is about to be logged."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

NUMBER = "[phone number]"
SECRET = "[secret]"  # noqa: S105 - what stands in a secret's place.
TEXT = "[text]"

# Keys whose value is what a person wrote, or the number it went to or came from. Compared in small letters
# without "_" and "-", so that ``WaId``, ``wa_id`` and ``wa-id`` are one.
_TEXT_KEYS = frozenset(
    [
        "text",
        "body",
        "messagebody",
        "excerpt",
        "blocks",
        "attachments",
        "payload",
        "raw",
        "form",
        "content",
        "caption",
        "profilename",
        "clientname",
        "buttontext",
        "typed",
    ]
)
_NUMBER_KEYS = frozenset(
    [
        *("phone", "phonenumber", "displayphonenumber", "e164", "from", "to", "sender", "recipient"),
        *("waid", "recipientid", "fromuserid", "externaluserid"),
    ]
)
_SECRET_KEYS = frozenset(
    [
        "token",
        "bottoken",
        "apptoken",
        "authtoken",
        "accesstoken",
        "secret",
        "signingsecret",
        "password",
        "authorization",
        "cookie",
        "xslacksignature",
        "xtwiliosignature",
        "xhubsignature256",
        "appsecret",
        "verifytoken",
        "responseurl",
        "triggerid",
    ]
)

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"
    r"|\bSK[0-9a-fA-F]{32}"
    r"|(?<=AC)[0-9a-fA-F]{32}:[^\s@\"']+"
    r"|(?<=Basic )[\w+/=-]{8,}|(?<=Bearer )[\w.+/=-]{8,}"
    r"|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"
    r"|https://hooks\.slack\.com/[^\s\"']+"
)
# An international number, with or without the punctuation people write, also as it stands in an address.
_INTERNATIONAL = re.compile(r"(?:\+|%2B)[ ]?\d(?:[ ().\-‑–]{0,2}\d){6,}", re.IGNORECASE)
_NORTH_AMERICAN = re.compile(r"(?<![\w.])\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}(?![\w])")
# "text": "…" inside a longer string, such as the answer of an API that an exception repeats.
_QUOTED_TEXT = re.compile(
    r"""((?<![\w])["'](?:text|body|Body|content|ProfileName)["']\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
)
# Deeper than any record we make: what lies below is shown as its masked repr.
_DEEPEST = 12

Mask = Callable[[Any], Any]


def masker(secrets: Iterable[str] = ()) -> Mask:
    """A function that returns a copy of any value in which nothing private is left.

    ``secrets`` are values that are hidden wherever they stand, whatever their form. The copy holds only
    plain types: an object becomes its masked ``repr``.
    """
    # The longest first, so that no part of one is left when another is contained in it.
    known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
    exact = re.compile("|".join(map(re.escape, known))) if known else None

    def string(value: str) -> str:
        if exact is not None:
            value = exact.sub(SECRET, value)
        value = _SECRETS.sub(SECRET, value)
        value = _QUOTED_TEXT.sub(rf"\1'{TEXT}'", value)
        return _NORTH_AMERICAN.sub(NUMBER, _INTERNATIONAL.sub(NUMBER, value))

    def mask(value: Any, depth: int = 0) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return string(str(value))
        if isinstance(value, bytes):
            return string(value.decode("utf-8", "replace"))
        if depth < _DEEPEST and isinstance(value, Mapping):
            return {string(str(key)): _by_key(key, item, mask, depth) for key, item in value.items()}
        if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset):
            return [mask(item, depth + 1) for item in value]
        return string(repr(value))

    return mask


def _by_key(key: object, value: Any, mask: Callable[[Any, int], Any], depth: int) -> Any:
    if value is None or isinstance(value, bool):
        return value
    name = str(key).lower().replace("_", "").replace("-", "")
    if name in _TEXT_KEYS:
        return TEXT
    if name in _NUMBER_KEYS:
        return NUMBER
    if name in _SECRET_KEYS:
        return SECRET
    return mask(value, depth + 1)
