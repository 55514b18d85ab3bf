"""Appointments and their reminders by the hundred thousand, made inside the database."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, literal
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.storage.tables import consents, occasions, reminders
from bot.storage.tables.base import UtcDateTime
from bot.storage.unit_of_work import UnitOfWork
from tests.benchmarks import seed

TWO_HOURS = Offset(When.BEFORE, 2, Unit.HOURS)
_TRIGGER = "0BENCHTRIGGER1000000000000"
_OCCASION, _REMINDER = "0BENCHOCCASION", "0BENCHREMINDER"
_WORDS = (
    "{{ first_name }}, you are expected on {{ appointment_date|date }} at {{ appointment_date|time }}. "
    "{{ company_name }}"
)


async def add_trigger(uow: UnitOfWork, now: datetime) -> None:
    """What reminds of every appointment two hours before."""
    words = MessageTemplate("0BENCHTEMPLAT1000000000000", "Soon", Reach.ALL, (Variant("", _WORDS),), 1, now)
    await uow.message_templates.add(words)
    await uow.triggers.save(Trigger(_TRIGGER, OccasionKind.APPOINTMENT, words.id, (TWO_HOURS,), now))
    await uow.triggers.replanned(_TRIGGER, None)


async def add_consents(engine: AsyncEngine, workspace: str, clients: int, now: datetime) -> None:
    """Every client wants to be texted."""
    async with engine.begin() as connection:
        n = seed.numbers(0, clients)
        row: dict[str, Any] = {
            "workspace_id": literal(workspace, String),
            "address_id": seed.address_id(n.c.n),
            "channel": literal("sms"),
            "state": literal("express"),
            "scope": literal("transactional"),
            "since": literal(now, UtcDateTime),
        }
        await seed.insert(connection, consents, row, n)


async def add_reminders(
    engine: AsyncEngine, workspace: str, first: int, count: int, clients: int, due_at: datetime
) -> None:
    """Appointments ``first`` to ``first + count - 1``, each with one reminder that is due then."""
    space, at = literal(workspace, String), literal(due_at, UtcDateTime)
    begins = literal(due_at + timedelta(hours=2), UtcDateTime)
    async with engine.begin() as connection:
        n = seed.numbers(first, first + count)
        occasion = seed.counted(_OCCASION, n.c.n, 12)
        client = seed.client_id(n.c.n % clients)
        shared: dict[str, Any] = {"workspace_id": space, "client_id": client, "round": literal(1)}
        made = {
            "id": occasion,
            "kind": literal("appointment"),
            "state": literal("open"),
            "at": begins,
            "details": literal({}, JSON),
            "source": literal("http"),
            "created_at": at,
            "updated_at": at,
        }
        await seed.insert(connection, occasions, shared | made, n)
        planned = {
            "id": seed.counted(_REMINDER, n.c.n, 12),
            "occasion_id": occasion,
            "trigger_id": literal(_TRIGGER),
            "step": literal(TWO_HOURS.code),
            "due_at": at,
            "useless_at": begins,
            "state": literal("planned"),
            "created_at": at,
        }
        await seed.insert(connection, reminders, shared | planned, n)
