"""Telling the admins that the provider does not do its part: once a day for each cause."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Message, Status
from bot.domain.provider_words import provider_name
from bot.flows.team.notify import notify
from bot.storage.unit_of_work import UnitOfWork

# So many tries take about two minutes: a shorter trouble is over before anybody has read of it.
_TRIES = 7
_UNREACHABLE = "unreachable"

_Outcome = tuple[Message, Status, Failure | None]
# Whose trouble it is, what makes it the same trouble, and what is said of it.
_Cause = tuple[str, str, str]


async def report_failing(uow: UnitOfWork, outcomes: Sequence[_Outcome], now: datetime) -> None:
    """Report what our own account must mend, and a provider that has not been reached for minutes."""
    await _report(uow, {cause for outcome in outcomes if (cause := _cause(*outcome))}, now)


async def report_silence(uow: UnitOfWork, message: Message, now: datetime) -> None:
    """Report a provider that could not even be asked what has become of a message."""
    await _report(uow, {_silent(message)}, now)


async def _report(uow: UnitOfWork, causes: set[_Cause], now: datetime) -> None:
    if not causes:
        return
    zone = ZoneInfo((await uow.settings.load()).settings.time_zone)
    day = now.astimezone(zone).date()
    for provider, cause, words in sorted(causes):
        await notify(uow, words, f"provider:{provider}:{cause}:{day}", now)


def _cause(message: Message, status: Status, failure: Failure | None) -> _Cause | None:
    if failure is None:
        return None
    if failure.kind is FailureKind.ACCOUNT and status is Status.FAILED:
        name = provider_name(message.provider)
        said = f"Texts through {name} fail. {failure.reason} {failure.help}".strip()
        return message.provider, failure.code or "account", said
    # A failure without a code of the provider's: nobody answered.
    nobody_there = failure.kind is FailureKind.RETRY and failure.code is None
    return _silent(message) if nobody_there and message.attempts >= _TRIES else None


def _silent(message: Message) -> _Cause:
    name = provider_name(message.provider)
    said = (
        f"{name} has not answered for some minutes, so texts wait. They go by themselves once it is back; "
        f"see {name}’s status page, and check this server’s network."
    )
    return message.provider, _UNREACHABLE, said
