"""What a row of a file means for the clients there are: a new one, a change, nothing, or a problem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.client import Client
from bot.domain.client_import import Outcome
from bot.domain.client_record import FIELDS, ClientRecord, problems, record_of, tidy
from bot.domain.folding import folded
from bot.domain.occasion import Occasion
from bot.domain.sheets.columns import Column, Columns
from bot.domain.sheets.rows import Problem, Row
from bot.flows.clients.addresses import MOST
from bot.flows.clients.appointment import FIELD
from bot.flows.clients.edit import known_kinds
from bot.storage.unit_of_work import UnitOfWork

NO_ADDRESS = "A row needs a phone number or a WhatsApp id: by it the client is known the next time."
UNKNOWN_ID = "There is no client with this id any more, and the row has no number to go by."
MERGED = "This client has become part of another one. Take this row out, and export again to see which."
SPAM = "This row is marked as spam, so no client was made of it."
TOO_MANY = f"A client has at most {MOST} numbers."
SPAM_CLIENT = "This client is marked as spam. Take that mark off first."


@dataclass(frozen=True)
class Planned:
    """A row and what becomes of it. ``record`` is what is to be kept of a new or changed client.

    ``before`` is the client that is meant, with the next ``appointment``; ``changed`` are the fields that get
    another value, and ``added`` the addresses that the client gets.
    """

    row: Row
    outcome: Outcome
    record: ClientRecord | None = None
    before: Client | None = None
    appointment: Occasion | None = None
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


async def plan(
    uow: UnitOfWork,
    columns: Columns,
    rows: Sequence[Row],
    seen: dict[str, int],
    now: datetime,
    *,
    lock: bool = False,
) -> list[Planned]:
    """What becomes of each row. ``seen`` are the clients of earlier rows with the rows' numbers; it grows.

    With ``lock`` nobody else changes the clients that are meant until this transaction ends.
    """
    known = await _known(uow, rows, lock=lock)
    appointments = await uow.occasions.appointments(known)
    planner = _Planner(columns, known, appointments, await known_kinds(uow), seen, now)
    return [planner.of(row) for row in rows]


async def _known(uow: UnitOfWork, rows: Sequence[Row], *, lock: bool) -> dict[str, Client]:
    """The clients that the rows name by an address or by their id."""
    owners = await uow.clients.by_addresses(value for row in rows for value in row.addresses)
    named = {row.client_id for row in rows if row.client_id}
    ids = sorted(named | {owner.client_id for owner in owners.values()})
    if lock:
        await uow.client_records.lock(ids)
    return {client.id: client for client in await uow.clients.by_ids(ids)}


class _Planner:
    """Plans the rows of one batch, one after the other."""

    def __init__(
        self,
        columns: Columns,
        known: dict[str, Client],
        appointments: dict[str, list[Occasion]],
        kinds: dict[str, str],
        seen: dict[str, int],
        now: datetime,
    ) -> None:
        self._columns = columns
        self._known = known
        self._appointments = appointments
        self._owner = {each.value: client.id for client in known.values() for each in client.addresses}
        self._kinds = kinds
        self._seen = seen
        self._now = now

    def of(self, row: Row) -> Planned:
        """What becomes of this row."""
        if row.problems:
            return Planned(row, Outcome.SKIPPED, problems=row.problems)
        meant = {self._owner[value] for value in row.addresses if value in self._owner}
        if row.client_id in self._known:
            meant.add(row.client_id)
        if not meant:
            return self._new(row)
        if len(meant) > 1:
            return self._skipped(row, Column.NUMBERS, _different(self._known[each] for each in meant))
        return self._known_one(row, self._known[meant.pop()])

    def _new(self, row: Row) -> Planned:
        if not row.addresses:
            if row.client_id:
                return self._skipped(row, Column.CLIENT_ID, UNKNOWN_ID)
            return self._skipped(row, Column.NUMBERS, NO_ADDRESS)
        if row.is_spam:
            return self._skipped(row, Column.SPAM, SPAM)
        if len(row.addresses) > MOST:
            return self._skipped(row, Column.NUMBERS, TOO_MANY)
        record = self._with(ClientRecord(""), row)
        wrong = self._told(row, problems(record, self._now))
        if wrong:
            return Planned(row, Outcome.SKIPPED, problems=wrong)
        return Planned(row, Outcome.CREATED, record, added=row.addresses)

    def _known_one(self, row: Row, client: Client) -> Planned:
        if client.merged_into:
            return self._skipped(row, Column.CLIENT_ID, MERGED)
        first = self._seen.setdefault(client.id, row.number)
        if first != row.number:
            return self._skipped(
                row, Column.NUMBERS, f"Row {first} is about the same client. Keep one of them."
            )
        appointment = self._next(client)
        before = tidy(record_of(client, appointment.at if appointment else None))
        wish = self._without_what_was(self._with(before, row), before, client)
        changed = tuple(name for name in FIELDS if _differ(name, getattr(wish, name), getattr(before, name)))
        added = tuple(value for value in row.addresses if value not in self._owner)
        found = problems(wish, self._now) | ({FIELD: SPAM_CLIENT} if client.is_spam else {})
        # One that is as it was is nobody's mistake of today.
        wrong = self._told(row, {name: why for name, why in found.items() if name in changed})
        if wrong:
            return Planned(row, Outcome.SKIPPED, problems=wrong)
        if added and len(client.addresses) + len(added) > MOST:
            return self._skipped(row, Column.NUMBERS, TOO_MANY)
        outcome = Outcome.CHANGED if changed or added else Outcome.UNCHANGED
        return Planned(row, outcome, wish, client, appointment, changed, added)

    def _next(self, client: Client) -> Occasion | None:
        theirs = self._appointments.get(client.id, ())
        return next((each for each in theirs if each.at and each.at > self._now), None)

    def _without_what_was(self, wish: ClientRecord, before: ClientRecord, client: Client) -> ClientRecord:
        """The wish without a past appointment that is known: a file that was exported then still names it."""
        at = wish.next_appointment
        past = [each.at for each in self._appointments.get(client.id, ()) if each.at and each.at <= self._now]
        if at and any(not _differ(FIELD, at, each) for each in past):
            return replace(wish, next_appointment=before.next_appointment)
        return wish

    def _with(self, record: ClientRecord, row: Row) -> ClientRecord:
        """The record with what the row says; kinds and tags as the team writes them already."""
        wish = tidy(replace(record, **row.values))
        kind = self._kinds.setdefault(folded(wish.kind), wish.kind)
        return replace(wish, kind=kind, tags=tuple({folded(tag): tag for tag in wish.tags}.values()))

    def _told(self, row: Row, found: dict[str, str]) -> tuple[Problem, ...]:
        return tuple(
            Problem(row.number, self._columns.title(Column(name)), why) for name, why in found.items()
        )

    def _skipped(self, row: Row, column: Column, sentence: str) -> Planned:
        problem = Problem(row.number, self._columns.title(column), sentence)
        return Planned(row, Outcome.SKIPPED, problems=(problem,))


def _differ(field: str, new: Any, old: Any) -> bool:
    """Whether it is another value: case is none in a kind and in tags, and seconds are none in a moment."""
    if field == "kind":
        return folded(new) != folded(old)
    if field == "tags":
        return {folded(tag) for tag in new} != {folded(tag) for tag in old}
    if isinstance(new, datetime) and isinstance(old, datetime):
        return int(new.timestamp()) // 60 != int(old.timestamp()) // 60
    return bool(new != old)


def _different(clients: Iterable[Client]) -> str:
    names = " and ".join(sorted(client.name or "one without a name" for client in clients))
    return f"This row names different clients: {names}. Merge them first, or give each a row of its own."
