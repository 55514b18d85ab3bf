"""What files each channel carries."""

import pytest

from bot.domain.attachments import misfit, too_many, why_not
from bot.domain.channel import Channel
from bot.domain.message import Media

MB = 1_000_000


def _file(content_type: str, size: int = 1000, name: str = "a file") -> Media:
    return Media("stored:x", content_type, name, size)


@pytest.mark.parametrize(
    ("channel", "content_type", "size", "goes"),
    [
        (Channel.SMS, "image/jpeg", 5 * MB, True),
        (Channel.MMS, "image/gif", 5 * MB, True),
        (Channel.MMS, "image/gif", 5 * MB + 1, False),
        (Channel.MMS, "application/pdf", MB // 2, True),
        (Channel.MMS, "application/pdf", MB // 2 + 1, False),
        (Channel.MMS, "image/webp", 1000, False),
        (Channel.MMS, "text/html", 10, False),
        (Channel.MMS, "text/plain", 10, False),
        (Channel.MMS, "application/octet-stream", 10, False),
        (Channel.WHATSAPP, "image/png", 5 * MB, True),
        (Channel.WHATSAPP, "image/png", 5 * MB + 1, False),
        (Channel.WHATSAPP, "image/gif", 1000, False),
        (Channel.WHATSAPP, "video/mp4", 16 * MB, True),
        (Channel.WHATSAPP, "video/mp4", 16 * MB + 1, False),
        (Channel.WHATSAPP, "video/quicktime", 1000, False),
        (Channel.WHATSAPP, "application/octet-stream", 10, False),
    ],
)
def test_kind_and_size(channel: Channel, content_type: str, size: int, goes: bool) -> None:
    assert (why_not(channel, _file(content_type, size)) == "") is goes


def test_the_sentence_names_the_file_and_the_limit() -> None:
    said = why_not(Channel.MMS, _file("application/pdf", 2 * MB, "contract.pdf"))
    assert said == "“contract.pdf” has 2 MB, and MMS takes 0.5 MB of its kind."
    assert "“a file” is of a kind that does not go by WhatsApp" in why_not(
        Channel.WHATSAPP, _file("text/html")
    )


def test_how_many() -> None:
    assert too_many(Channel.SMS, 10) == ""
    assert "10 files at most, and here are 11" in too_many(Channel.SMS, 11)
    assert too_many(Channel.WHATSAPP, 1) == ""
    assert "one file in a message, and here are 2" in too_many(Channel.WHATSAPP, 2)


def test_all_of_it_together() -> None:
    assert misfit(Channel.SMS, [_file("image/jpeg", 2 * MB)] * 2) == ""
    assert misfit(Channel.SMS, [_file("image/jpeg", 3 * MB)] * 2) == (
        "The files have 6 MB together, and MMS takes 5 MB in all."
    )
