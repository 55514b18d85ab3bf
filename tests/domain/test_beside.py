"""What came beside a client's words, in a line."""

import pytest

from bot.domain.beside import in_words
from bot.domain.extras import Contact, Extras, Place, Pressed, Reacted
from bot.domain.message import Media

PICTURE, SOUND = Media("1", "image/webp"), Media("2", "audio/ogg")


@pytest.mark.parametrize(
    ("media", "extras", "words"),
    [
        ((), Extras(), ""),
        ((PICTURE,), Extras(), "1 picture"),
        ((PICTURE,), Extras(sticker=True), "sticker"),
        ((SOUND,), Extras(voice=True), "voice note"),
        ((SOUND, PICTURE, PICTURE), Extras(voice=True), "voice note, 2 pictures"),
        ((), Extras(sticker=True), ""),
        ((), Extras(place=Place(1, 2, "Front door", "1 Main St")), "location: Front door"),
        ((), Extras(place=Place(1, 2, "", "1 Main St")), "location: 1 Main St"),
        ((), Extras(place=Place(1, 2)), "location"),
        ((), Extras(contacts=(Contact("Ann"), Contact(""), Contact("Bob"))), "contact: Ann, Bob"),
        ((), Extras(contacts=(Contact(""),)), "contact"),
        ((), Extras(pressed=Pressed("")), "pressed a button"),
        ((), Extras(pressed=Pressed("Yes")), ""),
        ((), Extras(reacted=Reacted("SM1", "👍")), "reacted 👍"),
        ((), Extras(reacted=Reacted("SM1")), "took a reaction back"),
        ((), Extras(unsupported=True), "something that WhatsApp could not pass on"),
    ],
)
def test_it_is_said_in_a_line(media: tuple[Media, ...], extras: Extras, words: str) -> None:
    assert in_words(media, extras) == words


@pytest.mark.parametrize(
    ("extras", "is_sign"),
    [
        (Extras(), False),
        (Extras(reacted=Reacted("SM1")), True),
        (Extras(moved_to="+12025550111"), True),
        (Extras(pressed=Pressed("STOP"), answers="SM1"), False),
        (Extras(unsupported=True), False),
    ],
)
def test_a_sign_is_nothing_that_was_written(extras: Extras, is_sign: bool) -> None:
    assert extras.is_sign is is_sign
