"""What the columns of a file of clients are called, by us and by everybody else."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.sheets.table import NotATable


class Column(StrEnum):
    """A column that is understood. Those of a client's record have the record's own names."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NUMBERS = "numbers"
    WHATSAPP = "whatsapp"
    COMPANY = "company"
    KIND = "kind"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    TAGS = "tags"
    OWNER = "owner"
    NOTES = "notes"
    NEXT_APPOINTMENT = "next_appointment"
    LAST_ORDER = "last_order"
    SPAM = "spam"
    CLIENT_ID = "client_id"


# The columns that we write, in their order, with their names.
TITLES = {
    Column.NAME: "Name",
    Column.NUMBERS: "Phone numbers",
    Column.WHATSAPP: "WhatsApp ids",
    Column.COMPANY: "Company",
    Column.KIND: "Kind",
    Column.LANGUAGE: "Language",
    Column.TIME_ZONE: "Time zone",
    Column.TAGS: "Tags",
    Column.OWNER: "Owner",
    Column.NOTES: "Notes",
    Column.NEXT_APPOINTMENT: "Next appointment",
    Column.LAST_ORDER: "Last order",
    Column.SPAM: "Spam",
    Column.CLIENT_ID: "Client id",
}
PROBLEM = "Problem"

_SYNONYMS = {
    Column.NAME: "name, full name, client, client name, customer, customer name, contact, contact name, "
    "display name",
    Column.FIRST_NAME: "first name, first, given name, forename",
    Column.LAST_NAME: "last name, last, surname, family name",
    Column.NUMBERS: "phone, phones, phone number, phone numbers, number, numbers, mobile, mobiles, "
    "mobile number, mobile phone, cell, cell phone, cellphone, telephone, telephone number, tel, sms, "
    "whatsapp, whatsapp number, work phone, home phone, main phone, second phone, other phone",
    Column.WHATSAPP: "whatsapp id, whatsapp ids, whatsapp identity, whatsapp identities, whatsapp user id",
    Column.COMPANY: "company, company name, organization, organisation, business, business name, "
    "firm, employer",
    Column.KIND: "kind, type, client type, contact type, category",
    Column.LANGUAGE: "language, lang, locale, preferred language",
    Column.TIME_ZONE: "time zone, timezone, tz, zone",
    Column.TAGS: "tags, tag, labels, label, groups, group, segments",
    Column.OWNER: "owner, account owner, assigned to, assignee, looked after by, slack user, slack user id",
    Column.NOTES: "notes, note, comment, comments, remarks, description",
    Column.NEXT_APPOINTMENT: "next appointment, appointment, next visit, next booking, next meeting",
    Column.LAST_ORDER: "last order, order, latest order",
    Column.SPAM: "spam, is spam",
    Column.CLIENT_ID: "client id, threadline id",
}
# Written into the file of rejected rows, which is mended and comes back.
_PASSED_OVER = frozenset({PROBLEM.lower()})
_SEVERAL = {Column.NUMBERS, Column.WHATSAPP}
_BY_NAME = {name.strip(): column for column, names in _SYNONYMS.items() for name in names.split(",")}
_NOT_A_LETTER = re.compile(r"[\W_]+")
_TRAILING_NUMBER = re.compile(r" \d+$")


@dataclass(frozen=True)
class Columns:
    """Where each column of a file stands, and the names of those that are not understood."""

    header: tuple[str, ...]
    places: dict[Column, tuple[int, ...]]
    ignored: tuple[str, ...]

    def title(self, column: Column) -> str:
        """The column as the file calls it; one that the file lacks as we do."""
        places = self.places.get(column)
        if not places and column is Column.NAME:
            places = self.places.get(Column.FIRST_NAME) or self.places.get(Column.LAST_NAME)
        return self.header[places[0]] if places else TITLES.get(column, column.value)


def understood(name: str) -> Column | None:
    """The column that is called so, whatever its case and punctuation: ``Phone 2`` is a phone too."""
    plain = _plain(name)
    return _BY_NAME.get(plain) or _BY_NAME.get(_TRAILING_NUMBER.sub("", plain))


def score(cells: Sequence[str]) -> int:
    """How many of these names are understood."""
    return sum(understood(cell) is not None for cell in cells)


def find_columns(header: Sequence[str]) -> Columns:
    """The columns of a file by its header. Raises NotATable with a sentence."""
    places: dict[Column, tuple[int, ...]] = {}
    ignored = []
    for place, name in enumerate(header):
        column = understood(name)
        if column:
            places[column] = (*places.get(column, ()), place)
        elif name and _plain(name) not in _PASSED_OVER:
            ignored.append(name)
    columns = Columns(tuple(header), places, tuple(ignored))
    _demand_usable(columns)
    return columns


def _demand_usable(columns: Columns) -> None:
    for column, places in columns.places.items():
        if len(places) > 1 and column not in _SEVERAL:
            named = " and ".join(f"“{columns.header[place]}”" for place in places)
            raise NotATable(f"The columns {named} mean the same. Take all but one of them out.")
    if not columns.places.keys() & {Column.NUMBERS, Column.WHATSAPP, Column.CLIENT_ID}:
        raise NotATable(
            "No column with phone numbers was found. The first row must name the columns: Name, Phone "
            "number, Company, Tags and so on."
        )


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    return _NOT_A_LETTER.sub(" ", text).strip()
