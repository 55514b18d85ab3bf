"""What the team's own systems were answered, so that who asks again hears the same, and it is done once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.storage.repositories.base import Repository
from bot.storage.tables import trigger_calls


@dataclass(frozen=True)
class Call:
    """An event that was met before: with these words (a digest of them), and how it was answered."""

    digest: str
    status: int
    answer: dict[str, Any]


class TriggerCalls(Repository):
    """The calls of one workspace."""

    async def begin(self, event_id: str, digest: str, now: datetime) -> Call | None:
        """Take an event up, to be answered in this same transaction; what is known of it when it was met
        before. Whoever brings the same event meanwhile waits for the end of this transaction."""
        row = {"workspace_id": self._workspace_id, "event_id": event_id, "digest": digest, "at": now}
        if await self._insert_all(self._insert_once(trigger_calls, "event_id"), [row]):
            return None
        known = (await self._connection.execute(select(trigger_calls).where(*self._one(event_id)))).one()
        return Call(known.digest, known.status, known.answer)

    async def answered(self, event_id: str, status: int, answer: dict[str, Any]) -> None:
        """Keep what the caller is told."""
        values = {"status": status, "answer": answer}
        await self._connection.execute(update(trigger_calls).where(*self._one(event_id)).values(values))

    async def let_go(self, event_id: str) -> None:
        """Nothing was done: the same event may come again, mended."""
        await self._connection.execute(delete(trigger_calls).where(*self._one(event_id)))

    async def forget_before(self, moment: datetime) -> None:
        """Drop what nobody asks again any more."""
        mine = trigger_calls.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(trigger_calls).where(mine, trigger_calls.c.at < moment))

    def _one(self, event_id: str) -> tuple[Any, Any]:
        return trigger_calls.c.workspace_id == self._workspace_id, trigger_calls.c.event_id == event_id
