"""Text between Slack and a phone: what Slack's markup means to a client, and a client's words made harmless.

Source of the markup: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Mapping

from bot.slack import marks
from bot.slack.emoji import to_unicode

_TOKEN = re.compile(r"<([^<>]*)>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"&lt;#([CG][A-Z0-9]+)&gt;")
# Behind a quote, a bullet or bold it is addressed to them all the same.
_ADDRESSED = re.compile(r"[\s>*_~•-]*(?:&gt;\s*)*<(?:@[UW]|!subteam\^|!here|!channel|!everyone)")
_BULLET = re.compile(r"^([ \t]*)[•◦▪]\ufe0e?[ \t]+", re.MULTILINE)
# Slack and browsers leave these behind; a phone shows nothing for them and an SMS pays for them.
_ZERO_WIDTH = str.maketrans({"\u200b": "", "\u2060": "", "\ufeff": "", "\u00a0": " "})
# Would turn the reading order of what follows around, or make a terminal or a log do something.
_MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("&(?:lt|gt|amp);")
_SOMEONE = "a teammate"


def to_phone(text: str, names: Mapping[str, str], *, keep_marks: bool = False) -> str:
    """What a phone shows for Slack's ``text``.

    ``names`` gives each mentioned user id its name. Marks such as ``*bold*`` are taken away, unless
    ``keep_marks``: WhatsApp reads the same ones.
    """
    lines = _bullets(_newlines(text))
    shown = _converted(lines, names).translate(_ZERO_WIDTH)
    return (shown if keep_marks else marks.remove(shown)).strip()


def mentioned(text: str) -> frozenset[str]:
    """The ids of the users that ``text`` mentions, so that their names can be looked up first."""
    return frozenset(_USER.findall(text))


def begins_with_mention(text: str) -> bool:
    """Whether it is addressed to a teammate, a user group or everybody here."""
    return _ADDRESSED.match(text) is not None


def escape(text: str) -> str:
    """``text`` as it is, harmless in mrkdwn: without ``<`` there is no mention, no ping and no false link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_channels(text: str) -> str:
    """``text`` of our own, harmless as above, with the channels that it names: they ping nobody."""
    return _CHANNEL.sub(r"<#\1>", escape(text))


def names_channel(text: str) -> bool:
    """Whether a channel is named in it."""
    return _CHANNEL.search(escape(text)) is not None


def unescape(text: str) -> str:
    """The three entities that Slack escapes, turned back, once."""
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text)


def shown(text: str) -> str:
    """A client's text for a ``plain_text`` element: its own characters, less those that mislead a reader."""
    return _MISLEADING.sub("", _newlines(text))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bullets(text: str) -> str:
    """A hyphen for each bullet: the round one alone would more than double the price of an SMS."""
    return _BULLET.sub(r"\1- ", text)


def _converted(text: str, names: Mapping[str, str]) -> str:
    """Every ``<…>`` in words, and entities and emoji codes between them as characters."""
    pieces = _TOKEN.split(text)
    literal = [to_unicode(unescape(piece)) for piece in pieces[::2]]
    tokens = [_token(piece, names) for piece in pieces[1::2]] + [""]
    return "".join(piece for pair in zip(literal, tokens, strict=True) for piece in pair)


def _token(inner: str, names: Mapping[str, str]) -> str:
    target, _, label = inner.partition("|")
    target, label = unescape(target), unescape(label)
    if target.startswith("@"):
        return names.get(target[1:]) or label.removeprefix("@") or _SOMEONE
    if target.startswith("#"):
        return f"#{label}" if label else "a channel"
    if target.startswith("!"):
        return _special(target[1:], label)
    return _link(target, label)


def _special(command: str, label: str) -> str:
    """A group, a date or a broadcast, which on a phone is only a word."""
    if command.startswith(("subteam^", "date^")):
        return label or "the team"
    return f"@{command.partition('^')[0]}"


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (target, address):
        return address
    if target.startswith(("mailto:", "tel:")):
        return f"{label} ({address})" if _bare(label) != _bare(address) else label
    # Slack makes a link of "example.com" by itself: the client gets what was typed.
    return label if _bare(label) == _bare(target) else f"{label} ({target})"


def _bare(link: str) -> str:
    """A link or number without what Slack adds or people leave out."""
    return re.sub(r"^https?://|/$|[ ()-]", "", link).lower()
