"""What the provider has said of our senders."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.channel import Channel
from bot.domain.sender import SenderState, SenderStatus
from bot.storage.repositories.base import Repository
from bot.storage.tables import sender_states

# A sender by its channel and address.
SenderKey = tuple[Channel, str]


@dataclass(frozen=True)
class KnownState:
    """A sender's state, and since when it is that."""

    channel: Channel
    sender: str
    state: SenderState
    changed_at: datetime


class SenderStates(Repository):
    """The senders of one workspace of which anything is known."""

    async def all(self) -> dict[SenderKey, KnownState]:
        """What is known, by sender."""
        rows = await self._connection.execute(_ALL, {"of_workspace": self._workspace_id})
        known = [
            KnownState(
                Channel(row.channel),
                row.sender,
                SenderState(SenderStatus(row.status), row.why),
                row.changed_at,
            )
            for row in rows
        ]
        return {(each.channel, each.sender): each for each in known}

    async def save(self, known: KnownState, checked_at: datetime) -> None:
        """Keep what the provider has just said of a sender."""
        told = {
            "status": known.state.status.value,
            "why": known.state.why,
            "checked_at": checked_at,
            "changed_at": known.changed_at,
        }
        insert = self._insert(sender_states).values(
            workspace_id=self._workspace_id, channel=known.channel.value, sender=known.sender, **told
        )
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["workspace_id", "channel", "sender"], set_=told)
        )


# Asked for every batch of messages, and building it would cost more than running it.
_ALL = select(sender_states).where(sender_states.c.workspace_id == bindparam("of_workspace"))
