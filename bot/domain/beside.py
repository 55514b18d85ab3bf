"""What came with a client's message, in words: *2 pictures*, *location: Front door*."""

from collections.abc import Iterator, Sequence

from bot.domain.extras import Extras
from bot.domain.message import Media, Message, media_words


def beside(message: Message) -> str:
    """Everything that came along, for a line that has no room to show it; empty for nothing."""
    return in_words(message.media, message.extras)


def in_words(media: Sequence[Media], extras: Extras) -> str:
    """The same of files and extras."""
    return ", ".join(part for part in (media_words_of(media, extras), *_words(extras)) if part)


def media_words_of(media: Sequence[Media], extras: Extras) -> str:
    """The files, by the word that people have for a sticker and a voice note."""
    if media and (extras.sticker or extras.voice):
        rest = media_words(media[1:])
        return ", ".join(part for part in ("sticker" if extras.sticker else "voice note", rest) if part)
    return media_words(media)


def _words(extras: Extras) -> Iterator[str]:
    if extras.reacted:
        yield f"reacted {extras.reacted.emoji}" if extras.reacted.emoji else "took a reaction back"
    if extras.pressed and not extras.pressed.title:
        yield "pressed a button"
    if place := extras.place:
        name = place.label or place.address
        yield f"location: {name}" if name else "location"
    names = ", ".join(contact.name for contact in extras.contacts if contact.name)
    if extras.contacts:
        yield f"contact: {names}" if names else "contact"
    if extras.unsupported:
        yield "something that WhatsApp could not pass on"
