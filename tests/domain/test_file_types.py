"""What a file is by its bytes, whatever is said of it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.file_types import GIF, JPEG, PDF, PLAIN_TEXT, PNG, UNKNOWN, VCARD, FileType, belies, type_of
from tests.support import files

_OF_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
OFFICE = "application/vnd.openxmlformats-officedocument"


def _folder(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name in names:
            folder.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.picture(), "image/jpeg"),
        (files.picture(kind="PNG"), "image/png"),
        (files.picture(kind="GIF"), "image/gif"),
        (files.picture(kind="WEBP"), "image/webp"),
        (files.picture(kind="TIFF"), "image/tiff"),
        *((b"\0\0\0\x18ftyp" + brand + bytes(4), "image/heic") for brand in _OF_HEIC),
        (files.iphone(), "image/heic"),
        (files.picture(kind="AVIF"), "image/avif"),
        (b"\0\0\0\x18ftypavis\0\0\0\0", "image/avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        (b"\0\0\0\x18ftyp3gp4\0\0\0\0", "video/3gpp"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0", "video/quicktime"),
        (b"OggS\0\x02", "audio/ogg"),
        (b"#!AMR\n\x3c", "audio/amr"),
        (b"ID3\x03\0", "audio/mpeg"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (files.PDF, "application/pdf"),
        (files.CONTACT, "text/vcard"),
        ("Grüße, and a list\n1\n".encode(), "text/plain"),
        (files.PAGE, "text/plain"),
        (files.DRAWING, "text/plain"),
        (b"#!/bin/sh\nrm -rf /\n", "text/plain"),
        (
            _folder("[Content_Types].xml", "word/document.xml"),
            f"{'application/vnd.openxmlformats-officedocument'}.wordprocessingml.document",
        ),
        (_folder("evil.exe"), "application/octet-stream"),
        (b"PK\x03\x04 and no folder at all", "application/octet-stream"),
        (files.PROGRAM, "application/octet-stream"),
        (files.POLYGLOT, "application/octet-stream"),
        (files.folder_behind(files.PDF), "application/octet-stream"),
        (files.folder_behind(files.picture()), "application/octet-stream"),
        (files.PDF + b"PK\x05\x06" + bytes(18), "application/pdf"),
        (b"\xff\xd8\xff\xe0<SCRIPT>alert(1)</SCRIPT>", "application/octet-stream"),
        (b"%PDF-1.4 <html>", "application/octet-stream"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_the_bytes_tell(content: bytes, expected: str) -> None:
    assert type_of(content).content_type == expected


def test_a_character_cut_in_two_at_the_end_of_what_is_read_is_no_fault() -> None:
    assert type_of(("a" * 4095 + "é" + "b" * 100).encode()) == PLAIN_TEXT


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type_and_markup_is_never_more_than_text(content: bytes) -> None:
    found = type_of(content)
    assert found.extension
    marked = type_of(content[:40] + b"<script>" + content[40:])
    assert marked in {PLAIN_TEXT, UNKNOWN, VCARD}


@pytest.mark.parametrize(
    ("claimed", "found", "expected"),
    [
        ("image/jpeg", JPEG, False),
        ("image/jpeg", PNG, False),
        ("image/jpeg", PLAIN_TEXT, True),
        ("IMAGE/GIF", UNKNOWN, True),
        ("audio/amr", FileType("video/3gpp", "3gp", "video"), False),
        ("video/mp4", UNKNOWN, True),
        ("audio/ogg", JPEG, True),
        ("text/plain", GIF, True),
        ("text/x-vcard", VCARD, False),
        ("text/plain", PDF, False),
        ("application/octet-stream", JPEG, False),
        ("application/pdf", UNKNOWN, False),
    ],
)
def test_what_is_said_of_a_file_may_be_a_lie(claimed: str, found: FileType, expected: bool) -> None:
    assert belies(claimed, found) is expected
