"""Which failed texts wait for somebody: put on the list when they fail, off it when they are dealt with.

What a teammate is told at once, as the answer to what was just typed, is never on it. Closing the
conversation (``threads/work``), sending it again (``outbound/again``) and *Done* take one off as well.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.message import Message, Status
from bot.storage.unit_of_work import UnitOfWork

_WENT = frozenset({Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ})
_BEFORE = frozenset({Status.SENDING, Status.CHECKING, Status.UNCONFIRMED, Status.QUEUED})


async def failed(uow: UnitOfWork, messages: Iterable[Message], now: datetime) -> None:
    """These have not reached their clients, or nobody can tell, and nothing more is tried by itself.

    The program's own answer to what a client has just written is nobody's to mend.
    """
    await uow.open_failures.add([each for each in messages if not each.purpose.is_automatic], now)


async def moved(uow: UnitOfWork, steps: Sequence[tuple[Message, Status]], now: datetime) -> None:
    """Messages, as they were before, have taken these steps; second tries are left out of ``steps``."""
    await went(uow, [was for was, status in steps if status in _WENT and was.status in _BEFORE])
    settled = [was.id for was, status in steps if was.status is Status.UNCONFIRMED and status in _WENT]
    await uow.open_failures.settle(settled)
    await failed(uow, [was for was, status in steps if status in {Status.FAILED, Status.UNCONFIRMED}], now)


async def went(uow: UnitOfWork, messages: Iterable[Message]) -> None:
    """The provider has these. A teammate who wrote after an earlier text had failed has dealt with that."""
    written: dict[str, datetime] = {}
    for each in messages:
        if each.slack_user:
            at = each.created_at
            written[each.client_id] = max(at, written.get(each.client_id, at))
    if written:
        await uow.open_failures.written_since(written)
