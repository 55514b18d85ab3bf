"""What a merge would do, told before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import ConsentState
from bot.domain.merge import Standing, differing
from bot.flows.clients.merge.consents import afterwards
from bot.flows.clients.merge.sides import FAMILIES, Side, load_sides, needed
from bot.flows.context import Context
from bot.flows.team.permissions import demand


@dataclass(frozen=True)
class ConsentLine:
    """A channel family: what holds of each side, what holds afterwards, and whether a number is on the
    do-not-contact list."""

    channel: Channel
    survivor: ConsentState
    other: ConsentState
    after: ConsentState
    listed: bool


@dataclass(frozen=True)
class Preview:
    """Both sides, in which fields somebody has to choose, and what becomes of consent and threads."""

    survivor: Side
    other: Side
    differing: tuple[str, ...]
    consents: tuple[ConsentLine, ...]
    effects: tuple[str, ...]


async def preview(
    ctx: Context, workspace_id: str, user: str, survivor_id: str, other_id: str
) -> Preview | str:
    """What merging the other client into the survivor would do, or why it cannot be. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        sides = await load_sides(uow, survivor_id, other_id)
        if isinstance(sides, str):
            return sides
        survivor, other = sides
        await demand(uow, user, needed(other.client))
    lines = tuple(line for family in FAMILIES if (line := _line(sides, family, now)))
    return Preview(
        survivor, other, differing(survivor.client, other.client), lines, _effects(survivor, other)
    )


def _line(sides: tuple[Side, Side], family: Channel, now: datetime) -> ConsentLine | None:
    """None where nothing is recorded of either."""
    whole = afterwards(sides, family, now)
    if whole is None:
        return None
    survivor, other = (_state(side.standing(family, now)) for side in sides)
    return ConsentLine(family, survivor, other, whole.state, any(side.is_listed(family) for side in sides))


def _state(standing: Standing | None) -> ConsentState:
    return standing.state if standing else ConsentState.UNKNOWN


def _effects(survivor: Side, other: Side) -> tuple[str, ...]:
    """What happens, in sentences."""
    stays, goes = survivor.client, other.client
    return (
        f"{goes.name} is not in lists any more. {_moved(other)} {_go(other)} to {stays.name}.",
        _threads(survivor, other),
        "For each channel the stricter consent of the two holds for every number.",
        "You can undo this for 30 days.",
    )


def _moved(other: Side) -> str:
    numbers = _counted(len(other.client.addresses), "number")
    texts = _counted(other.written.messages, "message")
    if other.occasions:
        planned = f"{other.occasions:,} of its appointments, payments and the like"
        return f"{numbers}, {texts} and {planned}".capitalize()
    return f"{numbers} and {texts}".capitalize()


def _go(other: Side) -> str:
    return "go" if len(other.client.addresses) + other.written.messages + other.occasions else "goes"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _threads(survivor: Side, other: Side) -> str:
    stays: Client = survivor.client
    if survivor.conversation and other.conversation:
        return (
            f"The conversation goes on in {stays.name}'s thread. The other one stays readable, and replies "
            f"there still reach {stays.name}."
        )
    if other.conversation:
        return f"The thread of {other.client.name} becomes the thread of {stays.name}."
    return f"{other.client.name} has no thread."
