"""A file on the web, as far as its address tells of it."""

from urllib.parse import unquote, urlsplit

from bot.domain.replies import OfferedFile

_LONGEST = 80


def file_at(address: str) -> OfferedFile:
    """The file with this address, of which nothing is known before it is fetched."""
    return OfferedFile(_name_in(address), "", 0, address, on_web=True)


def _name_in(address: str) -> str:
    """The last part of the path, or else the server's name."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "file"
    last = unquote(parts.path.rpartition("/")[2], errors="ignore")
    name = "".join(each for each in last if each.isprintable() and each not in "\\/")
    return name.strip(". ")[-_LONGEST:] or host or "file"
