"""What the providers have told us of our messages: stored before they are answered, applied afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam

from bot.domain.events import Receipt
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.storage.repositories.inbox import Inbox, Kept, waiting
from bot.storage.tables import receipts
from bot.storage.wakeups import Topic


class Receipts(Inbox):
    """The inbox of delivery receipts of one workspace; ``read_receipt`` reads what is handed out."""

    table = receipts
    topic = Topic.RECEIPTS

    async def keep(self, new: Sequence[Receipt], now: datetime) -> None:
        """Keep these receipts; the same word that waits already is not kept twice."""
        rows = [{"id": new_id(), "receipt_key": each.key, "data": _as_json(each)} for each in new]
        await self._keep(rows, now)

    async def take(self, now: datetime, limit: int) -> list[Kept]:
        """Remove up to ``limit`` receipts that are due."""
        return await self._take(_DUE, now=now, most=limit)

    async def take_one(self, receipt_id: str) -> Kept | None:
        """Remove this receipt; None when another worker has it or has had it."""
        found = await self._take(_ONE, the_id=receipt_id)
        return found[0] if found else None


_DUE = waiting(receipts, receipts.c.next_attempt_at <= bindparam("now")).limit(bindparam("most"))
_ONE = waiting(receipts, receipts.c.id == bindparam("the_id"))


def _as_json(receipt: Receipt) -> dict[str, Any]:
    failure = receipt.failure
    return {
        "provider": receipt.provider,
        "provider_id": receipt.provider_id,
        "status": receipt.status.value,
        "message_id": receipt.message_id,
        "failure": _failure_as_json(failure) if failure else None,
        "by_rcs": receipt.by_rcs,
    }


def _failure_as_json(failure: Failure) -> dict[str, Any]:
    after = failure.retry_after
    return {
        "kind": failure.kind.value,
        "reason": failure.reason,
        "help": failure.help,
        "code": failure.code,
        "retry_after": after.total_seconds() if after is not None else None,
        "recipient": failure.recipient.value if failure.recipient else None,
        "needs_template": failure.needs_template,
        "not_joined": failure.not_joined,
    }


def read_receipt(data: dict[str, Any]) -> Receipt:
    """A stored receipt. Raises KeyError or ValueError if it is none."""
    failure = data["failure"]
    return Receipt(
        provider=data["provider"],
        provider_id=data["provider_id"],
        status=Status(data["status"]),
        message_id=data["message_id"],
        failure=_read_failure(failure) if failure else None,
        by_rcs=bool(data.get("by_rcs")),
    )


def _read_failure(data: dict[str, Any]) -> Failure:
    after, recipient = data["retry_after"], data.get("recipient")
    return Failure(
        kind=FailureKind(data["kind"]),
        reason=data["reason"],
        help=data["help"],
        code=data["code"],
        retry_after=timedelta(seconds=after) if after is not None else None,
        recipient=RecipientFault(recipient) if recipient else None,
        needs_template=bool(data.get("needs_template")),
        not_joined=bool(data.get("not_joined")),
    )
