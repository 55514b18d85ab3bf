"""Files as people send them, and as nobody should."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image


def picture(
    width: int = 32, height: int = 24, kind: str = "JPEG", *, noise: bool = False, **more: object
) -> bytes:
    """A picture of this size; with ``noise`` one that no format makes much smaller."""
    made = (
        Image.effect_noise((width, height), 120).convert("RGB")
        if noise
        else Image.new("RGB", (width, height), (10, 120, 200))
    )
    out = io.BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of some hundred bytes that says it has ``side`` times ``side`` points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 500)) + chunk(b"IEND", b"")


def told_about(width: int = 40, height: int = 20) -> bytes:
    """A JPEG that lies on its side and tells where it was taken."""
    made = Image.new("RGB", (width, height), (200, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # To be turned by a quarter.
    exif[0x010F] = "A camera with a name"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


def iphone(width: int = 64, height: int = 48, *, turned: bool = False, **more: Any) -> bytes:
    """A HEIC as an iPhone makes it: red on the left and blue on the right, with place and camera, and, with
    ``turned``, taken with the phone upright, so that the red is on top."""
    # Loaded by whoever makes one: the other tests need not wait for it.
    from pillow_heif import register_heif_opener

    register_heif_opener()
    made = Image.new("RGB", (width, height), (0, 0, 250))
    made.paste((250, 0, 0), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif[0x010F] = "A camera with a name"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    made.save(out, "HEIF", exif=exif.tobytes(), **more)
    return out.getvalue()


def lying_heic(width: int, height: int) -> bytes:
    """A HEIC that says it has another size than what is packed in it."""
    honest = iphone(128, 128)
    at = honest.index(b"ispe") + 8
    return honest[:at] + struct.pack(">II", width, height) + honest[at + 8 :]


def folder_behind(beginning: bytes) -> bytes:
    """A packed folder that begins as another file does: each reader takes it for its own."""
    out = io.BytesIO(beginning)
    with zipfile.ZipFile(out, "a") as folder:
        folder.writestr("run.js", "alert(1)")
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
POLYGLOT = b"GIF89a/*" + PAGE + b"*/"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60)
CONTACT = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nEND:VCARD\r\n"
