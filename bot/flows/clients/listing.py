"""The list of clients, a page at a time: all, one's own, leads, spam, or those with a tag."""

from dataclasses import dataclass
from enum import StrEnum

from bot.flows.context import Context
from bot.storage.repositories.client_list import Listing, Place, Seen

__all__ = ["PAGE", "ClientPage", "Place", "Seen", "Whose", "list_page"]

PAGE = 15
_MOST_TAGS = 90


class Whose(StrEnum):
    """Which clients a list is of; a tag is written ``tag:`` and its words."""

    ALL = "all"
    MINE = "mine"
    LEADS = "leads"
    SPAM = "spam"


TAG = "tag:"


@dataclass(frozen=True)
class ClientPage:
    """A page, the newest activity first, with the places before and behind it, None at an end.

    ``wanted`` is a Whose or a tag, ``tags`` are those that can be chosen.
    """

    rows: tuple[Seen, ...]
    wanted: str
    tags: tuple[str, ...] = ()
    newer: Place | None = None
    older: Place | None = None


async def list_page(
    ctx: Context, workspace_id: str, user: str, wanted: str = Whose.ALL, place: Place | None = None
) -> ClientPage:
    """The clients that ``wanted`` names from a place on, or from the beginning where it is near."""
    listing = _listing(wanted, user)
    async with ctx.store.read(workspace_id) as uow:
        # One more than is shown tells whether there is another page.
        found = await uow.client_list.page(listing, PAGE + 1, place)
        if place and place.newer and len(found) <= PAGE:
            place = None
            found = await uow.client_list.page(listing, PAGE + 1)
        tags = await uow.client_records.tags(_MOST_TAGS)
    return _page(found, wanted, tuple(tags), place)


def _listing(wanted: str, user: str) -> Listing:
    if wanted.startswith(TAG):
        return Listing(tag=wanted.removeprefix(TAG))
    return {
        Whose.MINE: Listing(owner=user),
        Whose.LEADS: Listing(leads=True),
        Whose.SPAM: Listing(spam=True),
    }.get(Whose(wanted) if wanted in set(Whose) else Whose.ALL, Listing())


def _page(found: list[Seen], wanted: str, tags: tuple[str, ...], place: Place | None) -> ClientPage:
    back = place is not None and place.newer
    rows = tuple(found[-PAGE:] if back else found[:PAGE])
    if not rows:
        return ClientPage((), wanted, tags)
    more = len(found) > PAGE
    first, last = rows[0], rows[-1]
    return ClientPage(
        rows,
        wanted,
        tags,
        newer=Place(first.at, first.client.id, newer=True) if (more if back else place) else None,
        older=Place(last.at, last.client.id) if back or more else None,
    )
