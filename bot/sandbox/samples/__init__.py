"""Files that every phone of the sandbox has at hand: a sticker, and a second of silence as a voice note."""

from functools import cache
from importlib.resources import files

from bot.sandbox.said import MediaFile


def sticker() -> MediaFile:
    """A smiling face."""
    return MediaFile("image/webp", _read("sticker.webp"), "sticker.webp")


def voice_note() -> MediaFile:
    """What a phone records: Opus in Ogg."""
    return MediaFile("audio/ogg", _read("voice.ogg"), "voice.ogg")


@cache
def _read(name: str) -> bytes:
    return files("bot.sandbox.samples").joinpath(name).read_bytes()
