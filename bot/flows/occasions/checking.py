"""Whether an occasion can be as somebody wants it: a sentence for each field that cannot."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from bot.domain.languages import code_of
from bot.domain.occasion import MAX_DETAIL, MAX_REF, MOST_AHEAD, TOO_FAR, Details, Occasion, OccasionKind
from bot.domain.phone import NotAPhoneNumber, parse
from bot.domain.storable import storable
from bot.flows.occasions.wanted import Wanted

# An invoice may be told of that is overdue by now; one of years ago is a mistake.
MOST_AGO = timedelta(days=366)
MOST_MORE = 20
MAX_CLIENT_NAME = 100
MOST_MONEY = 1_000_000_000

NEEDS_A_TIME = "An appointment needs its day and time."
NEEDS_A_DAY = "A payment needs the day on which it is due."
NEEDS_A_DOCUMENT = "Give the document a link or a name."
PAST = "That time is past. Choose one that is still to come."
LONG_AGO = "That day is more than a year ago. Check it."
NO_LINK = "A link begins with https:// and names a site, such as https://example.com/pay."
NO_AMOUNT = "An amount is more than nothing, such as 120.00."

_A_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass
class Checked:
    """The wish, tidy and whole: what it leaves open is as it was. With ``errors`` it must not be carried
    out."""

    wanted: Wanted
    errors: dict[str, str] = field(default_factory=dict)


def checked(wanted: Wanted, known: Occasion | None, now: datetime, region: str) -> Checked:
    """Read a wish against what is ``known`` of the occasion; local numbers are read in ``region``.

    Details that are all empty stay as they are known, and so does a time that is not given.
    """
    found = Checked(_tidy(wanted, known))
    _phone(found, region)
    _lengths(found)
    _links_and_money(found)
    _time(found, known, now)
    if found.wanted.language and not code_of(found.wanted.language):
        found.errors["language"] = "That is no language. Give its two-letter code, such as es."
    return found


def _tidy(wanted: Wanted, known: Occasion | None) -> Wanted:
    given = wanted.details
    details = replace(
        given,
        place=_line(given.place),
        phone=_line(given.phone),
        number=_line(given.number),
        link=given.link.strip(),
        name=_line(given.name),
        more=tuple((name.strip(), _line(value)) for name, value in given.more),
    )
    if known and not wanted.says_all and details == Details():
        details = known.details
    at = wanted.at if wanted.kind is OccasionKind.APPOINTMENT else None
    day = wanted.day if wanted.kind is OccasionKind.PAYMENT else None
    return replace(
        wanted,
        ref=(wanted.ref or "").strip() or None,
        name=_line(wanted.name),
        number=wanted.number.strip(),
        at=at or (known.at if known else None),
        day=day or (known.day if known else None),
        details=details,
    )


def _phone(found: Checked, region: str) -> None:
    details = found.wanted.details
    if not details.phone:
        return
    try:
        number = parse(details.phone, region).e164
    except NotAPhoneNumber as problem:
        found.errors["phone"] = str(problem)
        return
    found.wanted = replace(found.wanted, details=replace(details, phone=number))


def _lengths(found: Checked) -> None:
    wanted, details = found.wanted, found.wanted.details
    for name, text, most in (
        ("place", details.place, MAX_DETAIL),
        ("number", details.number, MAX_REF),
        ("link", details.link, MAX_DETAIL),
        ("name", details.name, MAX_DETAIL),
        ("ref", wanted.ref or "", MAX_REF),
        ("client.name", wanted.name, MAX_CLIENT_NAME),
    ):
        if len(text) > most:
            found.errors[name] = f"At most {most} characters fit here."
    if not all(_A_NAME.fullmatch(name) and len(value) <= MAX_DETAIL for name, value in details.more):
        found.errors["more"] = (
            f"Further values have names such as room_number, and at most {MAX_DETAIL} characters each."
        )
    elif len(details.more) > MOST_MORE:
        found.errors["more"] = f"At most {MOST_MORE} further values fit here."


def _links_and_money(found: Checked) -> None:
    details = found.wanted.details
    if details.link and not _is_link(details.link):
        found.errors["link"] = NO_LINK
    if details.amount and not 0 < details.amount.amount < MOST_MONEY:
        found.errors["amount"] = NO_AMOUNT
    if found.wanted.kind is OccasionKind.DOCUMENT and not (details.link or details.name):
        found.errors["link"] = NEEDS_A_DOCUMENT


def _time(found: Checked, known: Occasion | None, now: datetime) -> None:
    wanted = found.wanted
    if wanted.kind is OccasionKind.APPOINTMENT:
        why = _at(wanted.at, known.at if known else None, now)
        found.errors |= {"at": why} if why else {}
    elif wanted.kind is OccasionKind.PAYMENT:
        why = _day(wanted.day, known.day if known else None, now)
        found.errors |= {"day": why} if why else {}


def _at(at: datetime | None, before: datetime | None, now: datetime) -> str:
    if at is None:
        return NEEDS_A_TIME
    if at == before:
        return ""
    if at <= now:
        return PAST
    return TOO_FAR if at - now > MOST_AHEAD else ""


def _day(day: date | None, before: date | None, now: datetime) -> str:
    if day is None:
        return NEEDS_A_DAY
    if day == before:
        return ""
    if day - now.date() > MOST_AHEAD:
        return TOO_FAR
    return LONG_AGO if now.date() - day > MOST_AGO else ""


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not any(character.isspace() or character in "<>|" for character in text)
    return parts.scheme == "https" and "." in (parts.hostname or "") and plain


def _line(text: str) -> str:
    return " ".join(storable(text).split())
