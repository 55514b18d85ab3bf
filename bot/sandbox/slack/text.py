"""What Slack's composer makes of the words a person types."""

import re
from collections.abc import Iterable

from bot.sandbox.slack.emoji import BY_CHARACTER
from bot.sandbox.slack.models import Channel, User

_SMILEYS = {
    ":)": "slightly_smiling_face",
    ":(": "disappointed",
    ";)": "wink",
    ":D": "smile",
    ":P": "stuck_out_tongue",
}
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\"'])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
    r"|(?P<host>(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|us|uk|de)(?:/[^\s<>|]*[^\s<>|.,;:!?)])?(?![\w.]))"
    r"|(?P<phone>(?<![\w+])\+?\d(?:[\s().-]{0,2}\d){9,14}(?!\w))",
    re.IGNORECASE,
)
_EMOJI = re.compile("|".join(re.escape(one) for one in sorted(BY_CHARACTER, key=len, reverse=True)))
_SMILEY = re.compile(r"(?<!\S)(:\)|:\(|;\)|:D|:P)(?!\S)")


def escape(text: str) -> str:
    """The only three characters Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def compose(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """The text Slack sends for what was typed: mentions, links and emoji turned into its own notation.

    Code between backticks is only escaped, as in the real composer.
    """
    names = _mentions(users, channels)
    pieces = _CODE.split(text)
    return "".join(
        escape(piece) if index % 2 else _compose_words(piece, names) for index, piece in enumerate(pieces)
    )


def _mentions(users: Iterable[User], channels: Iterable[Channel]) -> dict[str, str]:
    names = {"@channel": "<!channel>", "@here": "<!here>", "@everyone": "<!everyone>"}
    for user in users:
        names.update(dict.fromkeys((f"@{user.name}", f"@{user.real_name}"), f"<@{user.id}>"))
    names.update(
        {f"#{channel.name}": f"<#{channel.id}|{channel.name}>" for channel in channels if channel.name}
    )
    return {escape(name): entity for name, entity in names.items()}


def _compose_words(text: str, names: dict[str, str]) -> str:
    linked = _LINK.sub(_link, escape(text))
    longest_first = sorted(names, key=len, reverse=True)
    mention = re.compile(rf"(?<![\w<]){'(' + '|'.join(map(re.escape, longest_first)) + ')'}(?!\w)")
    mentioned = mention.sub(lambda match: names[match.group()], linked)
    smiled = _SMILEY.sub(lambda match: f":{_SMILEYS[match.group()]}:", mentioned)
    return _EMOJI.sub(lambda match: f":{BY_CHARACTER[match.group()]}:", smiled)


def _link(match: re.Match[str]) -> str:
    written = match.group()
    if match["url"]:
        return f"<{written}>"
    if match["mail"]:
        return f"<mailto:{written}|{written}>"
    if match["host"]:
        return f"<http://{written}|{written}>"
    return f"<tel:{re.sub(r'[^0-9+]', '', written)}|{written}>"
