"""What a team sees of its appointments, payments and documents: a page of them, a client's, or one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.reminder import Reminder
from bot.domain.settings import WorkspaceSettings
from bot.domain.trigger import Trigger, When
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.message_templates.values import zone_for
from bot.storage.unit_of_work import UnitOfWork

PAGE = 20
# An appointment stays on the list while it lasts.
_STILL_ON = timedelta(hours=2)
_TAKEN_BACK_FOR = timedelta(days=7)
_DONE = frozenset({OccasionState.CANCELLED, OccasionState.PAID})


@dataclass(frozen=True)
class SeenOccasion:
    """One with its client. ``zone`` (IANA) is the one in which the client's times are told; ``next_at`` when
    the next reminder goes and ``next_what`` its template; ``tells_of_cancelling``: cancelling it sends the
    client a text."""

    occasion: Occasion
    client: Client
    zone: str
    next_at: datetime | None = None
    next_what: str = ""
    tells_of_cancelling: bool = False


@dataclass(frozen=True)
class OccasionPage:
    """A page of all of a kind, or with ``client`` of whatever there is for this one; what comes first stands
    first."""

    rows: tuple[SeenOccasion, ...]
    kind: OccasionKind = OccasionKind.APPOINTMENT
    page: int = 0
    has_more: bool = False
    client: Client | None = None


async def occasion_page(ctx: Context, workspace_id: str, kind: OccasionKind, page: int = 0) -> OccasionPage:
    """A page of all that stand of this kind."""
    since = ctx.clock.now() - _STILL_ON
    async with ctx.store.read(workspace_id) as uow:
        # One more than is shown tells whether there is another page.
        found = await uow.occasions.standing(kind, since, PAGE + 1, page * PAGE)
        rows = await _seen(ctx, uow, found[:PAGE])
    return OccasionPage(rows, kind, page, len(found) > PAGE)


async def occasions_of(ctx: Context, workspace_id: str, client_id: str, page: int = 0) -> OccasionPage | None:
    """A page of what stands for a client; None when the client is gone."""
    now = ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        client = await current(uow, client_id)
        if client is None:
            return None
        listed = [each for each in await uow.occasions.of_client(client.id) if _is_listed(each, now)]
        listed.sort(key=lambda each: (each.at is None, each.at or now, each.id))
        rows = await _seen(ctx, uow, listed[page * PAGE : (page + 1) * PAGE])
    return OccasionPage(rows, page=page, has_more=len(listed) > (page + 1) * PAGE, client=client)


async def occasion_by_id(ctx: Context, workspace_id: str, occasion_id: str) -> SeenOccasion | None:
    """This one; None when it, or its client, is gone."""
    async with ctx.store.read(workspace_id) as uow:
        occasion = await uow.occasions.get(occasion_id)
        rows = await _seen(ctx, uow, [occasion]) if occasion else ()
    return rows[0] if rows else None


def _is_listed(occasion: Occasion, now: datetime) -> bool:
    """Whether something can be done about it. What is paid or called off can be taken back a while."""
    if occasion.kind is OccasionKind.NEW_CLIENT:
        return False
    if occasion.state in _DONE and now - occasion.updated_at > _TAKEN_BACK_FOR:
        return False
    return occasion.at is None or occasion.at >= now - _STILL_ON


@dataclass(frozen=True)
class _Plans:
    """What is planned, by occasion, and by which triggers."""

    following: dict[str, Reminder]
    triggers: dict[str, Trigger]
    names: dict[str, str]


async def _seen(ctx: Context, uow: UnitOfWork, occasions: list[Occasion]) -> tuple[SeenOccasion, ...]:
    clients = {each.client_id: await current(uow, each.client_id) for each in occasions}
    plans = await _plans(uow, clients)
    settings = (await uow.settings.load()).settings
    now = ctx.clock.now()
    return tuple(
        _row(occasion, client, settings, plans, now)
        for occasion in occasions
        if (client := clients[occasion.client_id])
    )


async def _plans(uow: UnitOfWork, client_ids: Iterable[str]) -> _Plans:
    planned = await uow.reminders.planned_for(client_ids)
    triggers = {each.id: each for each in await uow.triggers.all()}
    templates = await uow.message_templates.by_ids({each.template_id for each in triggers.values()})
    names = {each.id: templates[each.template_id].name for each in triggers.values()}
    # They come in the order of their times: of each occasion the first is what stays.
    return _Plans({each.occasion_id: each for each in reversed(planned)}, triggers, names)


def _row(
    occasion: Occasion, client: Client, settings: WorkspaceSettings, plans: _Plans, now: datetime
) -> SeenOccasion:
    address = client.address_for(Channel.SMS)
    following = plans.following.get(occasion.id)
    return SeenOccasion(
        occasion,
        client,
        zone_for(settings, client, address.value if address else "", occasion.at or now).key,
        next_at=following.due_at if following else None,
        next_what=plans.names.get(following.trigger_id, "") if following else "",
        tells_of_cancelling=tells_of_cancelling(plans.triggers.values(), occasion.kind),
    )


def tells_of_cancelling(triggers: Iterable[Trigger], kind: OccasionKind) -> bool:
    """Whether one of these sends the client a text when an occasion of this kind is called off."""
    return any(
        trigger.is_on and trigger.kind is kind and not trigger.slack_channel
        for trigger in triggers
        if any(offset.when is When.CANCELLED for offset in trigger.offsets)
    )
