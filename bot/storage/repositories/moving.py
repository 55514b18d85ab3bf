"""Handing a client's rows over to another client, and back: many rows in a few statements.

What stood in each row is kept in ``merge_moves``, under the table's name and the row's key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Table, delete, exists, func, literal, or_, select, update

from bot.domain.channel import Channel
from bot.domain.consent import Consent
from bot.storage.repositories.base import Repository
from bot.storage.tables import (
    addresses,
    client_tags,
    consents,
    conversations,
    held_replies,
    merge_moves,
    merges,
    messages,
    occasions,
    open_failures,
    reminders,
    series,
)

# What is to come for a client.
_CALENDAR = (occasions, reminders, series)
_KEPT = ("merge_id", "kind", "row_key", "workspace_id", "before")


@dataclass(frozen=True)
class Correspondence:
    """How many messages there are in a thread, and when the first and the last one came or went."""

    messages: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True)
class Thread:
    """Whose messages are meant, and in which conversation they stand."""

    client_id: str
    conversation_id: str


class Moving(Repository):
    """The rows of one workspace that go from client to client when two are merged."""

    async def correspondence(self, conversation_ids: Iterable[str]) -> dict[str, Correspondence]:
        """What has been written in these conversations; one without a message is left out."""
        made = messages.c.created_at
        query = (
            select(messages.c.conversation_id, func.count(), func.min(made), func.max(made))
            .where(
                messages.c.workspace_id == self._workspace_id,
                self._among(messages.c.conversation_id, conversation_ids),
            )
            .group_by(messages.c.conversation_id)
        )
        rows = await self._connection.execute(query)
        return {id_: Correspondence(number, first, last) for id_, number, first, last in rows}

    async def take_messages(self, merge_id: str, of: Thread, to: Thread) -> None:
        """Give a thread's messages to another client, in its conversation."""
        columns = ("client_id", "conversation_id")
        await self._keep(merge_id, messages, columns, messages.c.conversation_id == of.conversation_id)
        if to.conversation_id != of.conversation_id:
            await self._keep(merge_id, messages, columns, *_to_the_numbers_of(of, to))
        taken = update(messages).where(
            messages.c.workspace_id == self._workspace_id,
            messages.c.conversation_id == of.conversation_id,
        )
        await self._connection.execute(
            taken.values(client_id=to.client_id, conversation_id=to.conversation_id)
        )
        await self._failures_follow()

    async def take_held_replies(self, merge_id: str, of: Thread, to: Thread) -> None:
        """Have replies that wait for their author's word wait in the other conversation."""
        theirs = held_replies.c.conversation_id == of.conversation_id
        await self._keep(merge_id, held_replies, ("conversation_id",), theirs)
        moved = update(held_replies).where(held_replies.c.workspace_id == self._workspace_id, theirs)
        await self._connection.execute(moved.values(conversation_id=to.conversation_id))

    async def take_addresses(self, merge_id: str, merged_id: str, survivor_id: str) -> None:
        """Give a client's numbers to another, those taken off it too: what hangs on them comes along."""
        theirs = addresses.c.client_id == merged_id
        await self._keep(merge_id, addresses, ("client_id",), theirs)
        moved = update(addresses).where(addresses.c.workspace_id == self._workspace_id, theirs)
        await self._connection.execute(moved.values(client_id=survivor_id))

    async def take_calendar(self, merge_id: str, merged_id: str, survivor_id: str) -> None:
        """Give a client's occasions, their reminders and the texts that go again and again to another."""
        for table in _CALENDAR:
            theirs = table.c.client_id == merged_id
            await self._keep(merge_id, table, ("client_id",), theirs)
            moved = update(table).where(table.c.workspace_id == self._workspace_id, theirs)
            await self._connection.execute(moved.values(client_id=survivor_id))

    async def copy_tags(self, merge_id: str, merged_id: str, survivor_id: str) -> None:
        """Put the tags of one client on the other as well."""
        own = client_tags.alias("own")
        has = exists().where(own.c.client_id == survivor_id, own.c.folded == client_tags.c.folded)
        new = [
            client_tags.c.workspace_id == self._workspace_id,
            client_tags.c.client_id == merged_id,
            ~has,
        ]
        keep = select(
            literal(merge_id), literal(client_tags.name), client_tags.c.folded, client_tags.c.workspace_id
        )
        await self._insert_kept(keep.add_columns(self._object({})).where(*new))
        copied = select(
            client_tags.c.workspace_id, literal(survivor_id), client_tags.c.folded, client_tags.c.tag
        ).where(*new)
        names = ["workspace_id", "client_id", "folded", "tag"]
        await self._connection.execute(self._insert(client_tags).from_select(names, copied))

    async def give_back(self, merge_id: str, survivor_id: str) -> None:
        """Give messages, held replies, numbers and tags back, as far as the survivor still has them."""
        await self._give_back(merge_id, messages, ("client_id", "conversation_id"))
        await self._failures_follow()
        await self._give_back(merge_id, held_replies, ("conversation_id",))
        await self._give_back(merge_id, addresses, ("client_id",), addresses.c.client_id == survivor_id)
        for table in _CALENDAR:
            await self._give_back(merge_id, table, ("client_id",), table.c.client_id == survivor_id)
        await self._reminders_follow(survivor_id)
        copied = select(merge_moves.c.row_key).where(*self._moves(merge_id, client_tags))
        await self._connection.execute(
            delete(client_tags).where(
                client_tags.c.workspace_id == self._workspace_id,
                client_tags.c.client_id == survivor_id,
                client_tags.c.folded.in_(copied),
            )
        )

    async def later_messages(self, merge_id: str, of: Thread, *, theirs: bool) -> int:
        """How many messages of a thread came after the merge, of the numbers it moved (``theirs``) or not."""
        query = select(func.count()).where(*self._later(merge_id, of, theirs=theirs))
        return int((await self._connection.execute(query)).scalar_one())

    async def hand_later_messages(self, merge_id: str, of: Thread, to: Thread, *, theirs: bool) -> None:
        """Give these messages to another client, in its conversation."""
        moved = update(messages).where(*self._later(merge_id, of, theirs=theirs))
        await self._connection.execute(
            moved.values(client_id=to.client_id, conversation_id=to.conversation_id)
        )
        await self._failures_follow()

    async def realign(self, since: datetime) -> int:
        """Give messages since then to whom their number belongs, in the threads of clients that were merged
        or parted since then; how many. Who stored one at that very moment knew only how it was before."""
        recent = select(conversations.c.id).where(
            conversations.c.workspace_id == self._workspace_id,
            or_(
                conversations.c.client_id == merges.c.survivor_id,
                conversations.c.client_id == merges.c.merged_id,
            ),
            merges.c.workspace_id == self._workspace_id,
            or_(merges.c.merged_at >= since, merges.c.undone_at >= since),
        )
        rightful = conversations.alias("rightful")
        moved = update(messages).where(
            messages.c.workspace_id == self._workspace_id,
            messages.c.conversation_id.in_(recent),
            messages.c.created_at >= since,
            addresses.c.id == messages.c.address_id,
            addresses.c.client_id != messages.c.client_id,
            rightful.c.client_id == addresses.c.client_id,
            rightful.c.state == "active",
        )
        whose = {"client_id": addresses.c.client_id, "conversation_id": rightful.c.id}
        count = (await self._connection.execute(moved.values(**whose))).rowcount
        if count:
            await self._failures_follow()
        return count

    async def _failures_follow(self) -> None:
        """What has failed is its message's client's, whose ever that is by now."""
        moved = update(open_failures).where(
            open_failures.c.workspace_id == self._workspace_id,
            messages.c.id == open_failures.c.message_id,
            messages.c.client_id != open_failures.c.client_id,
        )
        await self._connection.execute(moved.values(client_id=messages.c.client_id))

    async def _reminders_follow(self, client_id: str) -> None:
        """What was planned since is of the client whose occasion it is for."""
        moved = update(reminders).where(
            reminders.c.workspace_id == self._workspace_id,
            reminders.c.client_id == client_id,
            occasions.c.id == reminders.c.occasion_id,
            occasions.c.client_id != client_id,
        )
        await self._connection.execute(moved.values(client_id=occasions.c.client_id))

    async def put_consents_back(self, back: Mapping[tuple[str, Channel], Mapping[str, Any] | None]) -> None:
        """Put these rows back; one that was not recorded before (None) is taken out."""
        upsert = self._insert(consents)
        columns = ("state", "scope", "since", "expires_at")
        await self._insert_all(
            upsert.on_conflict_do_update(
                index_elements=["address_id", "channel"],
                set_={name: upsert.excluded[name] for name in columns},
                where=consents.c.workspace_id == self._workspace_id,
            ),
            [
                {"workspace_id": self._workspace_id, "address_id": id_, "channel": channel.value, **row}
                for (id_, channel), row in sorted(back.items())
                if row
            ],
        )
        for channel in Channel:
            gone = [id_ for (id_, of), row in back.items() if row is None and of is channel]
            if gone:
                await self._connection.execute(
                    delete(consents).where(
                        consents.c.workspace_id == self._workspace_id,
                        consents.c.channel == channel.value,
                        self._among(consents.c.address_id, gone),
                    )
                )

    async def _keep(
        self, merge_id: str, table: Table, columns: Sequence[str], *which: ColumnElement[bool]
    ) -> None:
        before = self._object({name: table.c[name] for name in columns})
        rows = select(literal(merge_id), literal(table.name), table.c.id, table.c.workspace_id, before)
        await self._insert_kept(rows.where(table.c.workspace_id == self._workspace_id, *which))

    async def _insert_kept(self, rows: Any) -> None:
        await self._connection.execute(self._insert(merge_moves).from_select(list(_KEPT), rows))

    async def _give_back(
        self, merge_id: str, table: Table, columns: Sequence[str], *which: ColumnElement[bool]
    ) -> None:
        stood = {name: merge_moves.c.before[name].as_string() for name in columns}
        back = update(table).where(
            table.c.workspace_id == self._workspace_id,
            table.c.id == merge_moves.c.row_key,
            *self._moves(merge_id, table),
            *which,
        )
        await self._connection.execute(back.values(**stood))

    def _moves(self, merge_id: str, table: Table) -> tuple[ColumnElement[bool], ...]:
        return (
            merge_moves.c.workspace_id == self._workspace_id,
            merge_moves.c.merge_id == merge_id,
            merge_moves.c.kind == table.name,
        )

    def _later(self, merge_id: str, of: Thread, *, theirs: bool) -> tuple[ColumnElement[bool], ...]:
        moved = select(merge_moves.c.row_key).where(*self._moves(merge_id, addresses))
        known = exists().where(*self._moves(merge_id, messages), merge_moves.c.row_key == messages.c.id)
        return (
            messages.c.workspace_id == self._workspace_id,
            messages.c.conversation_id == of.conversation_id,
            messages.c.client_id == of.client_id,
            messages.c.address_id.in_(moved) if theirs else messages.c.address_id.not_in(moved),
            ~known,
        )

    def _object(self, columns: Mapping[str, Any]) -> ColumnElement[Any]:
        """Columns as one JSON value, made by the database itself."""
        named = [part for name, column in columns.items() for part in (literal(name), column)]
        if self._connection.dialect.name == "sqlite":
            return func.json_object(*named, type_=JSON)
        return func.json_build_object(*named, type_=JSON)


def row_of(consent: Consent) -> dict[str, Any]:
    """A recorded consent as it is kept and put back."""
    return {
        "state": consent.state.value,
        "scope": consent.scope.value,
        "since": consent.since,
        "expires_at": consent.expires_at,
    }


def _to_the_numbers_of(of: Thread, to: Thread) -> tuple[ColumnElement[bool], ...]:
    """What the survivor has written to a number that is the other's by now: it stays the survivor's, and is
    kept so that it does not look like a message of later on."""
    theirs = select(addresses.c.id).where(addresses.c.client_id == of.client_id)
    return (
        messages.c.conversation_id == to.conversation_id,
        messages.c.address_id.in_(theirs),
    )
