"""What the providers have told us of our messages: stored before they are answered, applied afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.sql.dml import ReturningDelete

from bot.domain.events import Receipt
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.storage.repositories.base import Repository
from bot.storage.tables import receipts
from bot.storage.tables.base import is_literally


@dataclass(frozen=True)
class KeptReceipt:
    """A receipt as it was stored, and how often it could not be applied; ``read_receipt`` reads ``data``."""

    id: str
    data: dict[str, Any]
    attempts: int


class Receipts(Repository):
    """The inbox of delivery receipts of one workspace."""

    async def keep(self, new: Sequence[Receipt], now: datetime) -> None:
        """Keep these receipts; the same word that waits already is not kept twice."""
        rows = [
            {
                "id": new_id(),
                "workspace_id": self._workspace_id,
                "receipt_key": receipt.key,
                "data": _as_json(receipt),
                "next_attempt_at": now,
                "received_at": now,
            }
            for receipt in new
        ]
        await self._insert_all(self._insert_once(receipts), rows)

    async def take(self, now: datetime, limit: int) -> list[KeptReceipt]:
        """Remove up to ``limit`` receipts that are due and hand them out in the order of their arrival.

        They are gone when this transaction is committed, and back if it is not.
        """
        given = {"of_workspace": self._workspace_id, "now": now, "most": limit}
        rows = await self._connection.execute(_take_due(), given)
        return sorted((KeptReceipt(*row) for row in rows), key=lambda kept: kept.id)

    async def take_one(self, receipt_id: str) -> KeptReceipt | None:
        """Remove this receipt; None when another worker has it or has had it."""
        mine = select(receipts.c.id).where(
            receipts.c.workspace_id == self._workspace_id, receipts.c.id == receipt_id
        )
        row = (await self._connection.execute(_taken(mine))).one_or_none()
        return KeptReceipt(*row) if row else None

    async def put_back(self, receipt_id: str, again_at: datetime, error: str, *, dead: bool) -> None:
        """Try again later, or give up and keep the receipt for a person to look at."""
        await self._connection.execute(
            update(receipts)
            .where(receipts.c.workspace_id == self._workspace_id, receipts.c.id == receipt_id)
            .values(
                next_attempt_at=again_at,
                attempts=receipts.c.attempts + 1,
                last_error=error,
                state="dead" if dead else "waiting",
            )
        )


@cache
def _take_due() -> ReturningDelete[tuple[str, Any, int]]:
    due = select(receipts.c.id).where(
        receipts.c.workspace_id == bindparam("of_workspace"),
        is_literally(receipts.c.state, "waiting"),
        receipts.c.next_attempt_at <= bindparam("now"),
    )
    return _taken(due.order_by(receipts.c.id).limit(bindparam("most")))


def _taken(chosen: Select[tuple[str]]) -> ReturningDelete[tuple[str, Any, int]]:
    picked = chosen.with_for_update(skip_locked=True).cte("picked")
    return (
        delete(receipts)
        .where(receipts.c.id.in_(select(picked.c.id)))
        .returning(receipts.c.id, receipts.c.data, receipts.c.attempts)
    )


def _as_json(receipt: Receipt) -> dict[str, Any]:
    failure = receipt.failure
    return {
        "provider": receipt.provider,
        "provider_id": receipt.provider_id,
        "status": receipt.status.value,
        "message_id": receipt.message_id,
        "failure": _failure_as_json(failure) if failure else None,
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
    }


def read_receipt(data: dict[str, Any]) -> Receipt:
    """A stored receipt, without the provider's raw fields. Raises KeyError or ValueError if it is none."""
    failure = data["failure"]
    return Receipt(
        provider=data["provider"],
        provider_id=data["provider_id"],
        status=Status(data["status"]),
        message_id=data["message_id"],
        failure=_read_failure(failure) if failure else None,
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
    )
