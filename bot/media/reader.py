"""The process that ``bot.media.apart`` starts for one picture: takes a file, gives a JPEG, and ends.

Never imported by the program itself: the decoder that is loaded here stays out of its memory.
"""

import io
import sys

from bot.media.apart import SECONDS, Why

# The largest picture that is opened takes two thirds of it. In bytes of address space.
_MOST_MEMORY = 1_500_000_000
_QUALITY = 90


def main() -> int:
    """Read the picture on the standard input; what the process ends with, one of ``Why`` or nothing."""
    try:
        _bound()
        jpeg = read(sys.stdin.buffer.read())
    except Exception as fault:
        print(type(fault).__name__, file=sys.stderr)  # noqa: T201 - this is how it is told.
        return 1
    if isinstance(jpeg, Why):
        return jpeg
    sys.stdout.buffer.write(jpeg)
    return 0


def read(content: bytes) -> bytes | Why:
    """The picture as an upright JPEG, or why not. A file of several pictures is read as the one that its
    camera has named the first."""
    import pillow_heif  # noqa: PLC0415 - loaded once the bounds are set.
    from PIL import Image, ImageOps  # noqa: PLC0415

    from bot.media.pictures import MOST_POINTS, TOO_MANY_POINTS, UNREADABLE, as_jpeg  # noqa: PLC0415

    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)
    try:
        with Image.open(io.BytesIO(content), formats=["HEIF", "AVIF"]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                return Why.TOO_MUCH
            if picture.format == "AVIF" and getattr(picture, "is_animated", False):
                return Why.MOVING
            return as_jpeg(ImageOps.exif_transpose(picture), _QUALITY)
    except TOO_MANY_POINTS:
        return Why.TOO_MUCH
    except (*UNREADABLE, RuntimeError, MemoryError):
        return Why.NO_PICTURE


def _bound() -> None:
    """Have the system end this process when it takes too much, also once nobody waits for it any more."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows.

    processor = int(SECONDS) * 2
    # A core file would hold the picture.
    bounds = {resource.RLIMIT_CPU: processor, resource.RLIMIT_CORE: 0}
    if sys.platform == "linux":
        bounds[resource.RLIMIT_AS] = _MOST_MEMORY
    for kind, most in bounds.items():
        _, set_outside = resource.getrlimit(kind)
        # Whoever runs the program may have set a narrower one, and it cannot be widened.
        bound = most if set_outside == resource.RLIM_INFINITY else min(most, set_outside)
        resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    sys.exit(main())
