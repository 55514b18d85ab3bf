"""Pictures: looked at before anything unpacks them, turned upright, freed of what they tell, made smaller.

All of it is slow and must run in a thread. A small file can unpack to a gigabyte, so a picture's size is read
from its beginning first, and one with too many points is never unpacked.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from bot.media.apart import NotRead, Why, read_apart

# Of the kinds that are opened; every other reader in the library stays out of the way of strangers' bytes.
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
}
# What phones make and neither clients' phones by MMS nor Slack can be trusted to show.
READ_APART = frozenset({"image/heic", "image/avif"})
# More than any phone's camera makes at its default; unpacked about 200 MB.
MOST_POINTS = 50_000_000
Image.MAX_IMAGE_PIXELS = MOST_POINTS
_STEPS = ((4096, 90), (2560, 85), (2048, 80), (1600, 80), (1280, 75), (1024, 70), (800, 65), (640, 60))
_WHITE = (255, 255, 255)
_TOO_MUCH = f"It would unpack to more than {MOST_POINTS // 1_000_000} million points."
_MOVING = "A moving picture cannot be made smaller or turned into another kind."
_NOT_READ = {
    Why.NO_PICTURE: "It cannot be read as a picture.",
    Why.TOO_MUCH: _TOO_MUCH,
    Why.MOVING: _MOVING,
    Why.TOO_SLOW: "It takes too long to read. Save it as a JPEG.",
}
TOO_MANY_POINTS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What the library raises for bytes that are not what they should be.
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
)


class PictureRefused(Exception):
    """A picture that is not opened; the message is a sentence for people. ``is_none``: it is no picture."""

    def __init__(self, reason: str, *, is_none: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_none = is_none


def look_at(content: bytes, content_type: str) -> None:
    """Raise PictureRefused for what is no picture of this type, or would unpack to too much.

    What cannot be opened here at all passes."""
    if content_type in FORMATS:
        with _opened(content, content_type):
            pass


def for_slack(content: bytes, content_type: str) -> bytes | None:
    """A picture of a kind that Slack may not show, as one that it shows: an upright JPEG; None for any other
    file. Raises PictureRefused as ``look_at`` does."""
    if content_type in READ_APART:
        return _read(content)
    look_at(content, content_type)
    return None


def made_fit(content: bytes, content_type: str, most_bytes: int, kept: frozenset[str]) -> tuple[bytes, str]:
    """The picture upright, without what it tells of place and camera, in at most ``most_bytes`` and as one of
    the content types ``kept``; and the type it has then. Raises PictureRefused.

    An animated one stays as it is, if it fits.
    """
    if content_type in READ_APART:
        content, content_type = _read(content), "image/jpeg"
    with _opened(content, content_type) as picture:
        if getattr(picture, "is_animated", False):
            if content_type in kept and len(content) <= most_bytes:
                return content, content_type
            raise PictureRefused(_MOVING)
        upright = ImageOps.exif_transpose(picture)
        # Written anew in its own kind, what is too large would hardly get smaller.
        fits = content_type in kept and len(content) <= most_bytes
        if fits and len(same := _written(upright, content_type)) <= most_bytes:
            return same, content_type
        return _smaller(upright, most_bytes), "image/jpeg"


def _written(picture: Image.Image, content_type: str) -> bytes:
    """The picture anew in its own format."""
    out = io.BytesIO()
    options = {"quality": 90} if content_type == "image/jpeg" else {}
    bare = _bare(picture, "transparency")
    bare.save(out, FORMATS[content_type], icc_profile=picture.info.get("icc_profile"), exif=b"", **options)
    return out.getvalue()


def _smaller(picture: Image.Image, most_bytes: int) -> bytes:
    """The largest JPEG of it that fits."""
    flat, profile = _bare(_flat(picture)), _profile(picture)
    for side, quality in _STEPS:
        if max(flat.size) > side:
            flat.thumbnail((side, side))
        if len(jpeg := _saved(flat, quality, profile)) <= most_bytes:
            return jpeg
    raise PictureRefused("It is too large and cannot be made small enough.")


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as a JPEG of its own size, that holds its points and colors and nothing else."""
    return _saved(_bare(_flat(picture)), quality, _profile(picture))


def _saved(flat: Image.Image, quality: int, profile: bytes | None) -> bytes:
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=quality, optimize=True, icc_profile=profile, exif=b"")
    return out.getvalue()


def _profile(picture: Image.Image) -> bytes | None:
    """What its colors mean; that of another way to keep colors would not fit those of a JPEG."""
    return picture.info.get("icc_profile") if picture.mode in {"RGB", "RGBA"} else None


def _bare(picture: Image.Image, *kept: str) -> Image.Image:
    """The points alone: comments, places and camera's names stay behind."""
    bare = picture.copy()
    bare.info = {name: picture.info[name] for name in kept if name in picture.info}
    return bare


def _flat(picture: Image.Image) -> Image.Image:
    """The picture on white where one could see through it, as JPEG needs it."""
    if "transparency" not in picture.info and "A" not in picture.getbands():
        return picture.convert("RGB")
    seen_through = picture.convert("RGBA")
    flat = Image.new("RGB", picture.size, _WHITE)
    flat.paste(seen_through, mask=seen_through.getchannel("A"))
    return flat


def _read(content: bytes) -> bytes:
    try:
        return read_apart(content)
    except NotRead as failed:
        raise PictureRefused(_NOT_READ[failed.why], is_none=failed.why is Why.NO_PICTURE) from None


@contextmanager
def _opened(content: bytes, content_type: str) -> Iterator[Image.Image]:
    kind = FORMATS.get(content_type)
    if kind is None:
        raise PictureRefused("Pictures of this kind cannot be opened here. Save it as a JPEG.")
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise PictureRefused(_TOO_MUCH)
            yield picture
    except TOO_MANY_POINTS:
        raise PictureRefused(_TOO_MUCH) from None
    except UNREADABLE:
        raise PictureRefused(_NOT_READ[Why.NO_PICTURE], is_none=True) from None
