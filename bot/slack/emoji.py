"""Slack's ``:short_names:`` as the characters a phone shows."""

import re
from functools import cache
from importlib.resources import files

# A code may follow a word ("thanks:tada:"), but not a digit, and one of a single letter not a word:
# 12:100:30 and a:b:c mean no emoji.
_CODE = re.compile(r"(?<!\d):(?:(?<!\w:)|(?!\w:))([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?")
_TONES = {f"skin-tone-{number}": chr(0x1F3F9 + number) for number in range(2, 7)}
# Old clients still write this name; Slack itself draws it as the slightly smiling face.
_ALIASES = {"simple_smile": "slightly_smiling_face"}
_EMOJI_FORM = "\ufe0f"


def to_unicode(text: str) -> str:
    """``text`` with every known code replaced; a workspace's own emoji has no character and stays a code."""
    return _CODE.sub(_character, text) if ":" in text else text


def _character(match: re.Match[str]) -> str:
    characters, toned = _table(), _takes_tone()
    name = _ALIASES.get(match[1], match[1])
    if name not in characters:
        return _tone_alone(match)
    character = characters[name]
    if match[2] is None or name not in toned:
        return character
    return character[0] + _TONES[match[2]] + character[1:].removeprefix(_EMOJI_FORM)


def _tone_alone(match: re.Match[str]) -> str:
    """An unknown code stays; a tone that follows it belongs to it and stays too."""
    return _TONES.get(match[1], match[0])


def name_of(emoji: str) -> str:
    """What an emoji is called, in words, whatever its skin tone; empty for one that Slack does not know."""
    return _names().get(_without_tone(emoji), "")


def _without_tone(emoji: str) -> str:
    return "".join(each for each in emoji if each not in _TONES.values()).replace(_EMOJI_FORM, "")


@cache
def _names() -> dict[str, str]:
    return {_without_tone(character): _in_words(names) for character, names, _ in _rows()}


def _in_words(names: list[str]) -> str:
    """The first of the names that is a word: ``+1`` says less than ``thumbsup``."""
    return next((name for name in names if name[0].isalpha()), names[0]).replace("_", " ").replace("-", " ")


@cache
def _table() -> dict[str, str]:
    return {name: character for character, names, _ in _rows() for name in names}


@cache
def _takes_tone() -> frozenset[str]:
    return frozenset(name for _, names, toned in _rows() if toned for name in names)


def _rows() -> list[tuple[str, list[str], bool]]:
    """The lines of emoji.txt, which says how they are made."""
    lines = files("bot.slack").joinpath("emoji.txt").read_text("utf-8").splitlines()
    return [_row(line) for line in lines if line and not line.startswith("#")]


def _row(line: str) -> tuple[str, list[str], bool]:
    points, *names = line.split()
    character = "".join(chr(int(point, 16)) for point in points.rstrip("*").split("-"))
    return character, names, points.endswith("*")
