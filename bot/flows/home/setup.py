"""How far the workspace is set up, as the database and the program's own settings tell."""

from collections.abc import Sequence

from bot.domain.hours import clock
from bot.domain.phone import display
from bot.domain.provider_words import provider_name
from bot.domain.roles import Permission
from bot.domain.sender import SenderState, SenderStatus
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.home.points import Point, Standing, Step
from bot.flows.settings.change import KeptSettings
from bot.flows.team.permissions import demand
from bot.ports import Sender
from bot.storage.repositories.sender_states import KnownState, SenderKey
from bot.storage.unit_of_work import UnitOfWork

_BLOCKED = {SenderStatus.UNVERIFIED, SenderStatus.SUSPENDED}
_NO_SENDER = "No sender is set up. Put a number of yours into TWILIO_FROM and start the app again."
_NOT_HEARD = "Nothing is known of {names} yet. “bot check” asks {carriers} at once."
_READY = "Known to {carriers}: {names}."
_ALONE = "One role is given so far; everybody else is {other}. Give out roles, or leave it so."
_NO_CLIENT = "There is no client yet. Add the first one, or text a number: that makes one."
_NAME = "Clients read “{name}”, your Slack workspace’s name, in a first text. Set the name they know you by."
_NO_NAME = "Set the name that clients read in a first text."
_UTC = "Months and days begin by UTC. Set your own time zone; texts go {hours}, the client’s own time."
_NO_CHANNEL = "What the app reports goes to each admin directly. Choose a channel for it."
_NO_CONTACT = "Clients who text HELP get no phone or email of yours. Add one."


async def setup_points(ctx: Context, workspace_id: str, user: str) -> tuple[Point, ...]:
    """The points that need neither Slack nor the provider to be asked. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
        kept = await uow.settings.load()
        return (
            _twilio(ctx.senders, await uow.sender_states.all()),
            await _roles(uow, kept.settings),
            _business(kept),
            _time(kept.settings),
            _reports(kept.settings),
            _contact(kept.settings),
            await _client(uow),
        )


def _twilio(senders: Sequence[Sender], known: dict[SenderKey, KnownState]) -> Point:
    if not senders:
        return Point(Step.TWILIO, Standing.MISSING, _NO_SENDER)
    states = {each: known.get((each.channel, each.address)) for each in senders}
    blocked = [_trouble(each, state.state) for each, state in states.items() if state and _is_blocked(state)]
    if blocked:
        return Point(Step.TWILIO, Standing.MISSING, " ".join(blocked))
    names = _listed([_name(each) for each in senders])
    carriers = " and ".join(dict.fromkeys(provider_name(each.provider) for each in senders))
    said = _READY if any(states.values()) else _NOT_HEARD
    standing = Standing.DONE if any(states.values()) else Standing.UNKNOWN
    return Point(Step.TWILIO, standing, said.format(names=names, carriers=carriers))


def _is_blocked(known: KnownState) -> bool:
    return known.state.status in _BLOCKED


def _trouble(sender: Sender, state: SenderState) -> str:
    how = "is suspended" if state.status is SenderStatus.SUSPENDED else "is not verified"
    return f"{_name(sender)} {how}: {state.why or 'the carrier gave no reason.'}"


def _name(sender: Sender) -> str:
    shown = display(sender.address) if sender.address.startswith("+") else "the Messaging Service"
    return f"{shown} ({sender.channel.label})"


async def _roles(uow: UnitOfWork, settings: WorkspaceSettings) -> Point:
    count = len(await uow.roles.all())
    if count > 1:
        return Point(Step.ROLES, Standing.DONE, f"{count} roles are given.")
    return Point(Step.ROLES, Standing.ADVISED, _ALONE.format(other=settings.default_role.named))


def _business(kept: KeptSettings) -> Point:
    name = kept.settings.content.business
    if name:
        return Point(Step.BUSINESS, Standing.DONE, f"Clients read “{name}”.")
    says = _NAME.format(name=kept.workspace) if kept.workspace else _NO_NAME
    return Point(Step.BUSINESS, Standing.ADVISED, says)


def _time(settings: WorkspaceSettings) -> Point:
    quiet = settings.quiet
    span = f"from {clock(quiet.opens)} to {clock(quiet.closes)}"
    hours = "at any hour" if quiet.opens == quiet.closes else span
    if settings.time_zone == WorkspaceSettings().time_zone:
        return Point(Step.TIME, Standing.ADVISED, _UTC.format(hours=hours))
    return Point(Step.TIME, Standing.DONE, f"{settings.time_zone}; texts go {hours}, the client’s own time.")


def _reports(settings: WorkspaceSettings) -> Point:
    if settings.system_channel:
        return Point(Step.REPORTS, Standing.DONE, "The app reports in a channel.")
    return Point(Step.REPORTS, Standing.ADVISED, _NO_CHANNEL)


def _contact(settings: WorkspaceSettings) -> Point:
    answers = settings.answers
    if answers.phone or answers.email:
        return Point(Step.CONTACT, Standing.DONE, "HELP tells clients how to reach you.")
    return Point(Step.CONTACT, Standing.ADVISED, _NO_CONTACT)


async def _client(uow: UnitOfWork) -> Point:
    if await uow.client_list.has_any():
        return Point(Step.CLIENT, Standing.DONE, "There are clients.")
    return Point(Step.CLIENT, Standing.MISSING, _NO_CLIENT)


def _listed(names: list[str]) -> str:
    shown = names[:3]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(shown)}{more}"
