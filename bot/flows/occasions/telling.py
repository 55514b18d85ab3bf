"""What the client's thread is told of an occasion."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.thread import Offer, OfferKind
from bot.flows.context import Context
from bot.flows.threads import items
from bot.flows.threads.open import open_threads
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class About:
    """An occasion with its client, their thread and the zone in which their times are told."""

    occasion: Occasion
    client: Client
    thread: Conversation
    zone: ZoneInfo
    now: datetime


async def thread_of(ctx: Context, uow: UnitOfWork, client: Client) -> Conversation:
    """The client's thread, opened if there is none."""
    threads = await open_threads(uow, [client.id], ctx.settings.inbox_channel, ctx.clock.now())
    return threads[client.id]


async def tell(
    uow: UnitOfWork,
    about: About,
    did: str,
    *,
    by: str,
    instead: str = "",
    deed: str = "",
    to: str = "",
    key: str = "",
) -> None:
    """Say in the thread what a teammate ``did`` (``set an appointment …``), or ``instead`` where nobody of
    the team has done it; draw the card anew; write a teammate's deed down."""
    said = did if by else instead
    line = items.system_post(
        about.thread, said, key or new_id(), by=by, to=to, offers=_offers(about.occasion, deed)
    )
    await uow.outbox.add([line, items.card(about.thread.id)], about.now)
    if by and deed:
        detail = {"occasion": about.occasion.id, "kind": about.occasion.kind.value}
        await uow.audit.write([Deed(by, deed, about.now, about.client.id, detail=detail)])


def _offers(occasion: Occasion, deed: str) -> tuple[Offer, ...]:
    """What a teammate may want to do next about an occasion that stands."""
    is_standing = occasion.state in {OccasionState.OPEN, OccasionState.CONFIRMED}
    if not is_standing or not deed.startswith("occasion_") or occasion.kind is OccasionKind.NEW_CLIENT:
        return ()
    return (Offer(OfferKind.CHANGE_OCCASION, occasion.id), Offer(OfferKind.CANCEL_OCCASION, occasion.id))


def asked(client: Client, occasion: Occasion) -> str:
    """The teammate who is told when something of an occasion does not go: who looks after the client, or who
    has set it."""
    return client.owner or occasion.created_by


def doer(source: str, client: Client) -> str:
    """Who has done something where it was no teammate."""
    return client.name if source == "client" else _SOURCES.get(source, "Another system")


_SOURCES = {
    "cli": "Somebody on the command line",
    "workflow": "A workflow",
    "import": "An import",
    "slack": "Somebody",
}
