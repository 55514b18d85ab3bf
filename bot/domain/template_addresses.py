"""Where a template's buttons lead, and where a sample of its file lies. None of it is asked for by us."""

import ipaddress
import re
from urllib.parse import urlsplit

from bot.domain.phone import NotAPhoneNumber, parse

MAX_URL, MAX_PHONE = 2000, 20
# What WhatsApp takes above a text. Source: Twilio's content types; the ending tells which it is.
ENDINGS = (".jpg", ".jpeg", ".png", ".mp4", ".3gp", ".pdf")

_BLANK = re.compile(r"\{\{\d{1,3}\}\}")
_NOT_PUBLIC = ("localhost", "internal", "local", "test", "invalid")

_HTTPS = "Write a full address that begins with https://."
_PUBLIC = "WhatsApp cannot reach this address: it must lie on the public web."


def why_no_link(url: str) -> str:
    """Why a button cannot lead there, in a sentence; empty when it can. It may end with one blank."""
    blanks = _BLANK.findall(url)
    if len(blanks) > 1 or (blanks and not url.endswith(blanks[0])):
        return "WhatsApp takes one blank in an address, at its end."
    return _why_not_public(_BLANK.sub("", url))


def why_no_sample(url: str) -> str:
    """Why a file's sample cannot lie there, in a sentence; empty when it can."""
    if "{{" in url:
        return "Give the address of one sample file, without a blank."
    if why := _why_not_public(url):
        return why
    if not urlsplit(url).path.lower().endswith(ENDINGS):
        return f"The address must end with what kind of file it is: {', '.join(ENDINGS)}."
    return ""


def why_no_number(number: str) -> str:
    """Why a button cannot call there, in a sentence; empty when it can."""
    if not number.startswith("+"):
        return "Write the number with + and the country code."
    try:
        parse(number, "US")
    except NotAPhoneNumber as problem:
        return str(problem)
    return "" if len(number) <= MAX_PHONE else f"A number takes {MAX_PHONE} characters at most."


def _why_not_public(url: str) -> str:
    if len(url) > MAX_URL:
        return f"An address takes {MAX_URL:,} characters at most."
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return _HTTPS
    if parts.scheme != "https" or not host or any(each.isspace() for each in url) or "{{" in url:
        return _HTTPS
    return "" if _is_public(host) and parts.username is None else _PUBLIC


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2].lower() not in _NOT_PUBLIC
