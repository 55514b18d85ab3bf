"""What another system tells is read strictly: each wrong field by its name."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.money import Money
from bot.domain.occasion import OccasionKind
from bot.domain.system_event import EVENTS, SystemEvent, Unreadable, Verb, read_event

WHOLE: dict[str, Any] = {
    "id": "evt-1",
    "event": "appointment.set",
    "ref": "A-17",
    "client": {"number": "+12125550123", "name": "Jane Doe", "language": "es"},
    "at": "2026-12-01T10:00",
    "time_zone": "America/New_York",
    "place": "2 Pier Road",
    "phone": "+12025550100",
    "link": "https://harbor.example/a17",
    "name": "Check-up",
    "values": {"doctor_name": "Dr. Lee"},
}
PAYMENT = {
    "id": "evt-2",
    "event": "payment.due",
    "client": {"number": "+12125550123"},
    "day": "2026-12-01",
    "invoice_number": "1043",
    "amount": "12.50",
    "currency": "EUR",
}


def fields(body: dict[str, Any]) -> dict[str, str]:
    read = read_event(body)
    assert isinstance(read, Unreadable), read
    return dict(read.fields)


def test_all_of_it_is_read() -> None:
    read = read_event(WHOLE)
    assert isinstance(read, SystemEvent)
    assert (read.verb, read.kind, read.ref) == (Verb.SET, OccasionKind.APPOINTMENT, "A-17")
    assert (read.number, read.name, read.language) == ("+12125550123", "Jane Doe", "es")
    assert read.at == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert (read.details.place, read.details.name) == ("2 Pier Road", "Check-up")
    assert read.details.more == (("doctor_name", "Dr. Lee"),)
    paid = read_event(PAYMENT)
    assert isinstance(paid, SystemEvent)
    assert (paid.ref, paid.day, paid.details.number) == ("evt-2", date(2026, 12, 1), "1043")
    assert paid.details.amount == Money(Decimal("12.50"), "EUR")


@pytest.mark.parametrize("event", [name for name, (verb, _, _) in EVENTS.items() if verb is not Verb.SET])
def test_what_changes_a_known_one_needs_its_ref_and_nothing_else(event: str) -> None:
    assert isinstance(read_event({"id": "e", "event": event, "ref": "A-17"}), SystemEvent)
    assert set(fields({"id": "e", "event": event})) == {"ref"}
    assert set(fields({"id": "e", "event": event, "ref": "A-17", "at": "2026-12-01T10:00Z"})) == {"at"}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"id": ""}, "id"),
        ({"id": "  "}, "id"),
        ({"id": 5}, "id"),
        ({"id": "x" * 121}, "id"),
        ({"ref": ["A"]}, "ref"),
        ({"client": "Jane"}, "client"),
        ({"client": {"name": "Jane"}}, "client.number"),
        ({"client": {"number": 12125550123}}, "client.number"),
        ({"client": {"number": "+1", "age": "5"}}, "client.age"),
        ({"client": {"number": "+1", "name": "x" * 101}}, "client.name"),
        ({"at": 1764000000}, "at"),
        ({"at": "soon"}, "at"),
        ({"time_zone": ""}, "at"),
        ({"day": "2026-12-01"}, "day"),
        ({"invoice_number": "1043"}, "invoice_number"),
        ({"place": "x" * 501}, "place"),
        ({"values": ["a"]}, "values"),
        ({"values": {"Doctor Name": "x"}}, "values.Doctor Name"),
        ({"values": {"doctor": 5}}, "values.doctor"),
        ({"values": {f"v{n}": "x" for n in range(21)}}, "values"),
        ({"unheard_of": True}, "unheard_of"),
    ],
)
def test_each_mistake_is_told_by_its_field(changes: dict[str, Any], wrong: str) -> None:
    told = fields(WHOLE | changes)
    assert set(told) == {wrong}
    assert told[wrong].endswith(".")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"amount": 12.5}, "amount"),
        ({"amount": "12,50"}, "amount"),
        ({"currency": ""}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"day": "tomorrow"}, "day"),
        ({"at": "2026-12-01T10:00Z"}, "at"),
    ],
)
def test_mistakes_of_a_payment(changes: dict[str, Any], wrong: str) -> None:
    assert set(fields(PAYMENT | changes)) == {wrong}


@pytest.mark.parametrize("event", [None, "", "appointment", "Appointment.Set", 5, {}])
def test_an_event_that_does_not_exist_is_told_with_those_that_do(event: object) -> None:
    told = fields({"id": "e", "event": event})
    assert set(told) == {"event"}
    assert "appointment.set" in told["event"]


def test_what_no_database_keeps_is_replaced() -> None:
    read = read_event(WHOLE | {"place": "a\x00b\ud800"})
    assert isinstance(read, SystemEvent)
    assert read.details.place == "a\ufffdb\ufffd"
