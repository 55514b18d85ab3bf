"""What a file is, told by its bytes: what its sender says of it is never believed."""

import codecs
import io
import re
import struct
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """A kind of file: its content type, the ending its name gets, and the word people have for it."""

    content_type: str
    extension: str
    word: str

    @property
    def family(self) -> str:
        """The part before the slash, such as ``image``."""
        return self.content_type.partition("/")[0]


JPEG = FileType("image/jpeg", "jpg", "picture")
PNG = FileType("image/png", "png", "picture")
GIF = FileType("image/gif", "gif", "picture")
HEIC = FileType("image/heic", "heic", "picture")
AVIF = FileType("image/avif", "avif", "picture")
PLAIN_TEXT = FileType("text/plain", "txt", "text file")
VCARD = FileType("text/vcard", "vcf", "contact")
PDF = FileType("application/pdf", "pdf", "document")
UNKNOWN = FileType("application/octet-stream", "bin", "file")

_OFFICE = "application/vnd.openxmlformats-officedocument"
# Where a type's mark stands, and the mark. Source: the formats' own specifications.
_MARKS = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", FileType("image/webp", "webp", "picture")),
    (0, b"II*\x00", FileType("image/tiff", "tiff", "picture")),
    (0, b"MM\x00*", FileType("image/tiff", "tiff", "picture")),
    (0, b"%PDF-", PDF),
    (0, b"OggS", FileType("audio/ogg", "ogg", "recording")),
    (0, b"#!AMR", FileType("audio/amr", "amr", "recording")),
    (0, b"ID3", FileType("audio/mpeg", "mp3", "recording")),
    (0, b"\xff\xfb", FileType("audio/mpeg", "mp3", "recording")),
    (0, b"\xff\xf3", FileType("audio/mpeg", "mp3", "recording")),
    (0, b"\xff\xf1", FileType("audio/aac", "aac", "recording")),
    (0, b"\xff\xf9", FileType("audio/aac", "aac", "recording")),
    (8, b"WAVE", FileType("audio/wav", "wav", "recording")),
    (0, b"\x1a\x45\xdf\xa3", FileType("video/webm", "webm", "video")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType("application/msword", "doc", "document")),
)
# The brand in an ISO media file says what it holds. Those of pictures: ISO 23008-12 and the AV1 image format.
_BRANDS = (
    (b"hei", HEIC),
    (b"hev", HEIC),
    (b"mif1", HEIC),
    (b"msf1", HEIC),
    (b"avi", AVIF),
    (b"M4A ", FileType("audio/mp4", "m4a", "recording")),
    (b"3g", FileType("video/3gpp", "3gp", "video")),
    (b"qt  ", FileType("video/quicktime", "mov", "video")),
)
_MP4 = FileType("video/mp4", "mp4", "video")
_PACKED = (
    ("word/", FileType(f"{_OFFICE}.wordprocessingml.document", "docx", "document")),
    ("xl/", FileType(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", "document")),
    ("ppt/", FileType(f"{_OFFICE}.presentationml.presentation", "pptx", "document")),
)
# What a browser could be made to run, wherever it stands near the beginning.
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_HEAD = 4096


def type_of(content: bytes) -> FileType:
    """The file's type by its own bytes; UNKNOWN for what is none of those known, or seems to be two at once.

    A page, a drawing with scripts or a program's source is plain text, and nothing else.
    """
    head = content[:_HEAD]
    if marked := _marked(head):
        # A packed folder is read from its end, so that it can hide behind any beginning.
        return UNKNOWN if _MARKUP.search(head) or _packed_names(content) else marked
    if packed := _packed(content) if head.startswith(b"PK\x03\x04") else None:
        return UNKNOWN if _MARKUP.search(head) else packed
    return _text(head) or UNKNOWN


def belies(claimed: str, found: FileType) -> bool:
    """Whether a file said to be of the content type ``claimed`` is really something else: a picture that is
    none, a recording that is a program, or the other way round."""
    family = claimed.strip().lower().partition("/")[0]
    heard = {"audio", "video"}
    if family in heard or found.family in heard:
        return (family in heard) != (found.family in heard) and family != "application"
    return (family == "image") != (found.family == "image") and family != "application"


def _marked(head: bytes) -> FileType | None:
    if head[4:8] == b"ftyp":
        return next((found for brand, found in _BRANDS if head[8:12].startswith(brand)), _MP4)
    return next((found for at, mark, found in _MARKS if head[at : at + len(mark)] == mark), None)


def _packed(content: bytes) -> FileType | None:
    """What an office document is: a packed folder, told by the names in it."""
    names = _packed_names(content)
    if "[Content_Types].xml" not in names:
        return None
    return next((found for part, found in _PACKED if any(name.startswith(part) for name in names)), None)


def _packed_names(content: bytes) -> list[str]:
    """The names in a packed folder; nothing for what is none. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            return folder.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        return []


def _text(head: bytes) -> FileType | None:
    try:
        # The last character may be cut in two.
        words = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return None
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in words):
        return None
    return VCARD if words.lstrip().upper().startswith("BEGIN:VCARD") else PLAIN_TEXT
