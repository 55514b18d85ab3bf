"""What files each channel carries: how many, of which kinds, how large. Asked before anything is sent.

Sources: Twilio's Messages API on MediaUrl, its list of types for MMS, and its guidance on WhatsApp media.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.message import Media

# Such a reference stands for a file in our own store; the provider is given a link that is made for the call.
STORED = "stored:"


@dataclass(frozen=True)
class Limits:
    """What one message carries; sizes in bytes, ``in_all`` for its files together.

    ``pictures`` are the content types that go as pictures: any other picture must be made one of them.
    ``kinds`` says in words what goes at all.
    """

    most_files: int
    in_all: int
    pictures: frozenset[str]
    picture_bytes: int
    others: frozenset[str]
    other_bytes: int
    kinds: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MMS = Limits(
    most_files=10,
    in_all=5_000_000,
    pictures=frozenset({"image/jpeg", "image/png", "image/gif"}),
    picture_bytes=5_000_000,
    others=frozenset(
        {
            *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/amr", "audio/wav", "audio/3gpp"),
            *("video/mp4", "video/3gpp", "video/quicktime", "video/webm"),
            *("application/pdf", "text/vcard"),
        }
    ),
    other_bytes=500_000,
    kinds="pictures, PDF, contacts, sound and video",
)
_WHATSAPP = Limits(
    # Twilio hands on the first file and drops the others without a word.
    most_files=1,
    in_all=16_000_000,
    pictures=frozenset({"image/jpeg", "image/png"}),
    picture_bytes=5_000_000,
    others=frozenset(
        {
            *("audio/mpeg", "audio/ogg", "audio/amr", "audio/aac", "video/3gpp", "video/mp4"),
            *("application/pdf", "application/msword", "text/vcard"),
            f"{_OFFICE}.wordprocessingml.document",
            f"{_OFFICE}.spreadsheetml.sheet",
            f"{_OFFICE}.presentationml.presentation",
        }
    ),
    other_bytes=16_000_000,
    kinds="pictures, PDF, office documents, contacts, sound and MP4 video",
)


def limits_of(channel: Channel) -> Limits:
    """What a message on this channel carries."""
    return _WHATSAPP if channel is Channel.WHATSAPP else _MMS


def carrier_of(channel: Channel) -> str:
    """The name of what carries files there."""
    return "WhatsApp" if channel is Channel.WHATSAPP else "MMS"


def too_many(channel: Channel, count: int) -> str:
    """Why so many files do not go in one message; empty when they do."""
    most = limits_of(channel).most_files
    if count <= most:
        return ""
    if most == 1:
        return f"WhatsApp takes one file in a message, and here are {count}. Send them one by one."
    return f"An MMS takes {most} files at most, and here are {count}. Send them in two messages."


def why_not(channel: Channel, media: Media) -> str:
    """Why a file does not go on this channel, in a sentence; empty when it does."""
    limits, carrier = limits_of(channel), carrier_of(channel)
    if media.content_type in limits.pictures:
        most = limits.picture_bytes
    elif media.content_type in limits.others:
        most = limits.other_bytes
    else:
        return f"“{media.name}” is of a kind that does not go by {carrier}: only {limits.kinds} do."
    if media.size > most:
        return too_large(media.name, media.size, carrier, most)
    return ""


def too_large(name: str, size: int, carrier: str, most: int) -> str:
    """That a file is larger than what its carrier takes, in a sentence."""
    return f"“{name}” has {megabytes(size)}, and {carrier} takes {megabytes(most)} of its kind."


def all_in_all(channel: Channel, media: Sequence[Media]) -> str:
    """Why these files, each of which would go, do not go together; empty when they do."""
    limits, size = limits_of(channel), sum(each.size for each in media)
    if size <= limits.in_all:
        return ""
    takes = f"{carrier_of(channel)} takes {megabytes(limits.in_all)} in all"
    return f"The files have {megabytes(size)} together, and {takes}."


def misfit(channel: Channel, media: Sequence[Media]) -> str:
    """Everything that keeps these files from going on this channel, in sentences; empty for nothing."""
    found = [too_many(channel, len(media)), *(why_not(channel, each) for each in media)]
    return " ".join(each for each in [*found, all_in_all(channel, media)] if each)


def megabytes(size: int) -> str:
    """A size for people, in megabytes of a million bytes."""
    return f"{size / 1_000_000:,.2g} MB" if size < 10_000_000 else f"{size / 1_000_000:,.0f} MB"
