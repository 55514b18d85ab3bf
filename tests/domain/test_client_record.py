"""The record of a client: bounded, and merged with what somebody else wrote meanwhile."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.client import Client
from bot.domain.client_record import (
    FIELDS,
    LABELS,
    ClientRecord,
    digests,
    merged,
    problems,
    record_of,
    tidy,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
PLAIN = ClientRecord(name="Jane Doe")


def test_every_field_has_a_word_for_people() -> None:
    assert set(LABELS) == set(FIELDS) == {field.name for field in fields(ClientRecord)}


def test_a_client_s_record_holds_everything_that_a_form_can_change() -> None:
    client = Client(
        "C1",
        "W1",
        "Jane",
        is_lead=True,
        created_at=NOW,
        company="Acme",
        time_zone="Europe/Berlin",
        kind="vendor",
        language="de",
        owner="U1",
        tags=("VIP",),
        notes="Likes tea",
        last_order="42",
    )
    assert record_of(client, LATER) == ClientRecord(
        "Jane", "vendor", "Acme", "de", "Europe/Berlin", ("VIP",), "U1", "Likes tea", LATER, "42"
    )


def test_stray_blanks_and_what_no_database_keeps_are_taken_away() -> None:
    typed = ClientRecord(
        name="  Jane \n Doe ",
        kind="  ",
        tags=(" VIP ", "vip", ""),
        owner="",
        notes=" a\n b\x00 ",
        time_zone="",
    )
    assert tidy(typed) == ClientRecord(name="Jane Doe", kind="client", tags=("VIP",), notes="a\n b\ufffd")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("kind", "x" * 41),
        ("company", "x" * 101),
        ("language", "xx"),
        ("time_zone", "Mars/Olympus"),
        ("tags", tuple(map(str, range(21)))),
        ("tags", ("x" * 41,)),
        ("notes", "x" * 3001),
        ("next_appointment", NOW),
        ("next_appointment", NOW + timedelta(days=733)),
        ("last_order", "x" * 201),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field: str, value: Any) -> None:
    assert list(problems(replace(PLAIN, **{field: value}), NOW)) == [field]


def test_what_fits_is_no_problem() -> None:
    full = ClientRecord(
        "x" * 100,
        "x" * 40,
        "x" * 100,
        "de",
        "US/Eastern",
        tuple(map(str, range(20))),
        "U1",
        "x" * 3000,
        LATER,
        "x" * 200,
    )
    assert problems(full, NOW) == {}


def test_digests_hold_nothing_of_what_they_tell_apart() -> None:
    secret = replace(PLAIN, notes="The gate's code is 4711")
    told = digests(secret)
    assert set(told) == set(FIELDS)
    assert told["notes"] != digests(PLAIN)["notes"]
    assert "4711" not in str(told)
    assert digests(replace(PLAIN, tags=("b", "a"))) == digests(replace(PLAIN, tags=("a", "b")))
    assert digests(replace(PLAIN, next_appointment=NOW)) == digests(
        replace(PLAIN, next_appointment=NOW + timedelta(seconds=30))
    )


VALUES: dict[str, list[Any]] = {
    "name": ["Jane", "Joan", "Jean"],
    "kind": ["client", "vendor", "notary"],
    "company": ["", "Acme", "Bolt"],
    "language": ["", "de", "es"],
    "time_zone": [None, "Europe/Berlin", "UTC"],
    "tags": [(), ("a",), ("b", "c")],
    "owner": [None, "U1", "U2"],
    "notes": ["", "x", "y"],
    "next_appointment": [None, NOW, LATER],
    "last_order": ["", "1", "2"],
}
records = st.builds(ClientRecord, **{name: st.sampled_from(values) for name, values in VALUES.items()})


@given(shown=records, typed=records, current=records)
def test_of_three_versions_nothing_is_lost_unsaid(
    shown: ClientRecord, typed: ClientRecord, current: ClientRecord
) -> None:
    """A field that I left alone stays as it is now; one that only I have changed is mine; one that both have
    changed otherwise is contested, and never written over in silence."""
    outcome = merged(typed, digests(shown), current)
    for name in FIELDS:
        was, mine, theirs = (getattr(each, name) for each in (shown, typed, current))
        kept = getattr(outcome.record, name)
        if mine in (was, theirs):
            assert kept == theirs
            assert name not in outcome.changed
        else:
            assert kept == mine
            assert name in outcome.changed
            assert (name in outcome.contested) == (theirs != was)
