"""What a message will cost, as far as can be told before the provider bills it.

An estimate: carriers' fees come on top, and a WhatsApp message within the window may cost less. The real
price takes its place once the provider reports it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from bot.domain.channel import Channel
from bot.domain.message import Media
from bot.domain.money import Money
from bot.domain.segments import count
from bot.domain.settings import Price, WorkspaceSettings

# The row that stands for every country without one of its own.
ANYWHERE = "*"


@dataclass(frozen=True)
class ListedPrice:
    """A row of the table: dollars a segment (SMS) or a message, as of a day, and where the figure is from."""

    country: str
    channel: Channel
    amount: Decimal
    as_of: date
    source: str

    @property
    def is_guess(self) -> bool:
        """Whether nothing is known of the country."""
        return self.country == ANYWHERE


def estimate(
    channel: Channel, number: str, text: str, media: Sequence[Media], settings: WorkspaceSettings
) -> Money:
    """What sending ``text`` (the whole of it, as the client reads it) to ``number`` will cost.

    An admin's own price goes before the table's. The table is in dollars: in a workspace with another
    currency its figures count one to one, until an admin gives prices of the workspace's own.
    """
    carried = carried_as(channel, media)
    price = price_of(region_of(number), carried, settings.prices)
    return Money(price * units(carried, text), settings.currency)


def carried_as(channel: Channel, media: Sequence[Media]) -> Channel:
    """The channel that is billed: a text with a picture is an MMS."""
    return Channel.MMS if media and channel is Channel.SMS else channel


def units(channel: Channel, text: str) -> int:
    """How many times the price is charged: for each segment of an SMS, once for anything else."""
    return max(count(text).count, 1) if channel is Channel.SMS else 1


def price_of(country: str, channel: Channel, own: Sequence[Price] = ()) -> Decimal:
    """What a segment or message costs to a country: the admin's figure, the table's, or a guess."""
    listed = table()
    for wanted in (country, ANYWHERE):
        for price in own:
            if price.channel is channel and price.country == wanted:
                return price.amount
        if row := listed.get((wanted, channel)):
            return row.amount
    raise LookupError(f"The price table lacks the row for any country by {channel.label}.")


def region_of(number: str) -> str:
    """The country of a number (ISO 3166), or ``*`` for what is no country's, such as a short code.

    Told by the country code, and within +1 by the area code: cheap, as it is asked for every message. A code
    that several countries share counts as the main one's.
    """
    if number.startswith("+1"):
        return _north_american(number[2:5])
    return _region_of_code(number[1:4]) if number.startswith("+") else ANYWHERE


@lru_cache(maxsize=1024)
def _north_american(area_code: str) -> str:
    # Any subscriber number will do: the area code alone tells the country.
    try:
        whole = phonenumbers.parse(f"+1{area_code}2345678")
    except phonenumbers.NumberParseException:
        return ANYWHERE
    return phonenumbers.region_code_for_number(whole) or "US"


@lru_cache(maxsize=1024)
def _region_of_code(digits: str) -> str:
    for length in (1, 2, 3):
        code = digits[:length]
        regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code)) if code.isdecimal() else None
        if regions:
            # 001 is what belongs to no country: satellite phones and the like.
            return ANYWHERE if regions[0] == "001" else regions[0]
    return ANYWHERE


@cache
def table() -> dict[tuple[str, Channel], ListedPrice]:
    """The table that comes with the program, by country and channel."""
    lines = files("bot.domain").joinpath("data/prices.csv").read_text("utf-8").splitlines()
    rows = (
        ListedPrice(
            row["country"],
            Channel(row["channel"]),
            Decimal(row["usd"]),
            date.fromisoformat(row["date"]),
            row["source"],
        )
        for row in csv.DictReader(lines)
    )
    return {(row.country, row.channel): row for row in rows}
