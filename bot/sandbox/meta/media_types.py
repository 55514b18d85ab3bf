"""Which files WhatsApp carries, and how large. Source: Meta, Cloud API, supported media types."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = (
    *("text/plain", "application/pdf", "application/msword"),
    *("application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
    f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet",
    f"{_OFFICE}.presentationml.presentation",
)
TYPES = {
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "document": DOCUMENTS,
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/mp4", "video/3gpp"),
}
LIMITS = {
    "audio": 16_000_000,
    "document": 100_000_000,
    "image": 5_000_000,
    # An animated one may have 500 KB, one that stands still 100.
    "sticker": 500_000,
    "video": 16_000_000,
}
EVERY_TYPE = tuple(sorted(each for types in TYPES.values() for each in types))


def bare(content_type: str) -> str:
    """A content type without its parameters, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def kind_of(content_type: str) -> str | None:
    """The kind of message a file of this type goes in, None for a type WhatsApp does not carry."""
    wanted = bare(content_type)
    return next((kind for kind, types in TYPES.items() if wanted in types), None)


def fits(kind: str, content_type: str) -> bool:
    """Whether a file of this type may stand in a message of this kind."""
    return bare(content_type) in TYPES[kind]
