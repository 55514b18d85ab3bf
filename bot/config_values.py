"""Reads single settings: each function returns the value as the program uses it, or raises ValueError.

No message here repeats what was typed: a value may be a secret that landed under the wrong name.
"""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from phonenumbers import SUPPORTED_REGIONS
from pydantic import AfterValidator, SecretStr

from bot.vault import read_keys

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_MESSAGING_SERVICE = re.compile(r"MG[0-9a-f]{32}")
_POSTGRES_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg"}
_BUCKET_SCHEMES = {"s3": "s3", "gs": "gs", "az": "az", "abfs": "az", "azure": "az"}
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")
_FOLDER = re.compile(r"(?!\.+$)[A-Za-z0-9._-]{1,100}")
_SQLITE_PREFIXES = ("sqlite:///", "sqlite+aiosqlite:///")


def senders(value: object) -> tuple[str, ...]:
    """Comma separated E.164 numbers and Messaging Service SIDs."""
    return _entries(value, lambda entry: bool(_E164.fullmatch(entry) or _MESSAGING_SERVICE.fullmatch(entry)))


def whatsapp_senders(value: object) -> tuple[str, ...]:
    """Comma separated E.164 numbers; ``whatsapp:`` in front of one, as Twilio writes it, is taken off."""
    numbers = _entries(value, lambda entry: bool(_E164.fullmatch(entry.removeprefix("whatsapp:"))))
    return tuple(number.removeprefix("whatsapp:") for number in numbers)


def _entries(value: object, is_right: Callable[[str], bool]) -> tuple[str, ...]:
    if not isinstance(value, str):
        return ()  # The default, which pydantic checks as well.
    entries = [entry.strip() for entry in value.split(",")]
    for place, entry in enumerate(entries, start=1):
        if not is_right(entry):
            raise ValueError(f"entry {place} is none of these")
    if len(set(entries)) != len(entries):
        raise ValueError("an entry stands there twice")
    return tuple(entries)


def region(value: str) -> str:
    """An ISO 3166 region that has a numbering plan."""
    if value.upper() not in SUPPORTED_REGIONS:
        raise ValueError("there is no such region")
    return value.upper()


def is_loopback(host: str | None) -> bool:
    """Whether ``host`` can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def web_address(value: str) -> str:
    """An https address without query or user; http only on loopback. Without a slash at its end."""
    parts = _split(value)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("http is only for this machine itself, use https")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("it is no web address")
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("it must have no user, query or #")
    return value.rstrip("/")


def bucket(value: str) -> str:
    """A bucket of S3, Google or Azure and a folder in it, under one name for each vendor's scheme."""
    parts = _split(value)
    scheme = _BUCKET_SCHEMES.get(parts.scheme)
    if scheme is None or not _BUCKET.fullmatch(parts.netloc):
        raise ValueError("it names no bucket")
    folders = [each for each in parts.path.split("/") if each]
    if parts.query or parts.fragment or not all(_FOLDER.fullmatch(each) for each in folders):
        raise ValueError("its folder has other characters than letters, digits, dots, dashes and underscores")
    return "/".join([f"{scheme}://{parts.netloc}", *folders])


def buckets(value: object) -> tuple[str, ...]:
    """Comma separated buckets, each with a folder in it or without one."""
    if not isinstance(value, str):
        return ()
    named = tuple(bucket(entry.strip()) for entry in value.split(","))
    if len(set(named)) != len(named):
        raise ValueError("an entry stands there twice")
    return named


def with_slash(value: str) -> str:
    """Slack's client joins method names to the address as it is."""
    return value + "/"


def upper(value: object) -> object:
    """Text in capitals, so that ``info`` is as good as ``INFO``."""
    return value.upper() if isinstance(value, str) else value


def secret(pattern: str) -> AfterValidator:
    """A check of a secret's form: one pasted with a blank or cut short is found before anyone is asked."""
    whole = re.compile(pattern)

    def check(value: SecretStr) -> SecretStr:
        if whole.fullmatch(value.get_secret_value()) is None:
            raise ValueError("it does not look like one")
        return value

    return AfterValidator(check)


def encryption_keys(value: SecretStr) -> SecretStr:
    """Comma separated keys of 32 bytes as url-safe base64."""
    read_keys(value.get_secret_value())
    return value


def database(value: SecretStr) -> SecretStr:
    """The database's address, kept as a secret because it may hold a password."""
    return SecretStr(database_url(value.get_secret_value()))


def database_url(value: str) -> str:
    """A PostgreSQL or SQLite address, with the asynchronous driver that the program uses."""
    for prefix in _SQLITE_PREFIXES:
        if value.startswith(prefix):
            return _sqlite(value.removeprefix(prefix))
    parts = _split(value)
    if parts.scheme not in _POSTGRES_SCHEMES or not parts.path.strip("/"):
        raise ValueError("it is neither")
    return "postgresql+psycopg://" + value.split("://", 1)[1]


def _sqlite(path: str) -> str:
    if not path or path.startswith(":memory:"):
        raise ValueError("it names no file, and a database in memory would lose messages")
    return "sqlite+aiosqlite:///" + path


def _split(value: str) -> SplitResult:
    """The parts of an address; a port that is no number is a fault here and not later."""
    parts = urlsplit(value)
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("its port is wrong") from None
    return parts
