"""Pictures, recordings, videos, documents and stickers."""

from urllib.parse import urlsplit

from bot.sandbox.meta import media_types
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.message import Content, MediaRef
from bot.sandbox.meta.params import Json, a_flag, an_object, maybe, only, wrong

MAX_CAPTION = 1024
_FIELDS = {
    "audio": ("voice",),
    "document": ("caption", "filename"),
    "image": ("caption",),
    "sticker": (),
    "video": ("caption",),
}


def read_media(message: Json, library: Library) -> Content:
    """A file, with a caption where the type has one."""
    kind = message["type"]
    given = an_object(message, kind)
    only(given, kind, ("id", "link", *_FIELDS[kind]))
    a_flag(given, "voice", kind)
    caption = maybe(given, "caption", kind, most=MAX_CAPTION)
    return Content(kind, caption, media=read_ref(given, kind, library, kind), given=given)


def read_ref(given: Json, kind: str, library: Library, path: str) -> MediaRef:
    """Which file is meant: by the id of an upload or by a link, and by one of them. Raises GraphError."""
    media_id, link = str(given.get("id") or ""), maybe(given, "link", path)
    if bool(media_id) == bool(link):
        raise GraphError(100, f"{path} needs either an id or a link.")
    name = maybe(given, "filename", path, most=240)
    if link and not _is_web_address(link):
        raise wrong(f"{path}['link'] is not a web address.")
    if media_id:
        stored = library.file(media_id)
        if not media_types.fits(kind, stored.file.content_type):
            raise wrong(f"A file of the type {stored.file.content_type} cannot go as {kind}.")
        name = name or stored.file.name
    return MediaRef(kind, media_id, link, name)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
