"""What one of the team's own systems tells: believed only with its signature, done once, answered alike."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.flows.systems.keys import revoke_key
from bot.flows.systems.pace import PER_SECOND, KeyPace
from bot.flows.systems.receive import SystemDoor
from bot.flows.team.roles import OPERATOR
from bot.storage.tables import occasions, reminders, trigger_calls
from bot.vault import Vault
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import AT_ONCE, DAY_BEFORE, said, states, trigger, until
from tests.support.systems import JSON, SET, VAULT, OwnSystem, with_key
from tests.support.world import CLOCK_START, OUR_SMS

BODY = json.dumps(SET).encode()


@pytest.fixture
async def system(team: Team) -> OwnSystem:
    return await with_key(team.ctx, team.workspace_id)


async def test_a_signed_request_sets_an_appointment_and_the_text_goes(team: Team, system: OwnSystem) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE, content="See you at {{ appointment_place }}.")
    answer = await system.tell(SET)
    assert answer.status == 201
    [row] = await team.rows(occasions)
    assert (row.ref, row.source, row.state) == ("A-17", "http", "open")
    assert answer.body["occasion"] == row.id
    assert [each["step"] for each in answer.body["planned"]] == [AT_ONCE.code, DAY_BEFORE.code]
    assert answer.body["planned"][1]["at"] == "2026-11-22T15:00:00+00:00"
    await until(team, CLOCK_START + timedelta(minutes=1))
    assert team.sent == ["See you at 2 Pier Road."]


async def test_a_repetition_is_answered_alike_and_does_nothing_more(team: Team, system: OwnSystem) -> None:
    await trigger(team, AT_ONCE)
    first = await system.tell(SET)
    await until(team, CLOCK_START + timedelta(minutes=1))
    assert await system.tell(SET) == first
    await until(team, CLOCK_START + timedelta(minutes=2))
    assert len(team.sent) == 1
    assert len(await team.rows(occasions)) == 1
    assert len(said(team)) == 1


async def test_two_at_the_same_moment_are_one(team: Team, system: OwnSystem) -> None:
    await trigger(team, AT_ONCE)
    answers = await asyncio.gather(*(system.tell(SET) for _ in range(4)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["occasion"] for answer in answers}) == 1
    assert len(await team.rows(reminders)) == 1


async def test_an_id_with_other_words_is_refused_and_nothing_changes(team: Team, system: OwnSystem) -> None:
    await system.tell(SET)
    answer = await system.tell(SET | {"place": "Elsewhere"})
    assert (answer.status, answer.body["error"]) == (409, "id_reused")
    [row] = await team.rows(occasions)
    assert row.details["place"] == "2 Pier Road"


async def test_moved_confirmed_paid_and_cancelled(team: Team, system: OwnSystem) -> None:
    await trigger(team, DAY_BEFORE)
    await system.tell(SET)
    moved = await system.tell(
        SET | {"id": "evt-2", "at": "2026-11-24T10:00", "time_zone": "America/New_York"}
    )
    assert (moved.status, moved.body["planned"][0]["at"]) == (200, "2026-11-23T15:00:00+00:00")
    for number, (event, state) in enumerate(
        [("appointment.confirmed", "confirmed"), ("appointment.cancelled", "cancelled")]
    ):
        answer = await system.tell({"id": f"evt-c{number}", "event": event, "ref": "A-17"})
        assert (answer.status, answer.body["state"]) == (200, state)
    assert {state for _, state in await states(team)} == {"removed"}
    due = {"id": "evt-5", "event": "payment.due", "ref": "P-1", "client": {"number": JANE}}
    bill = due | {"day": "2026-11-27", "amount": "120.00", "currency": "USD", "invoice_number": "1043"}
    assert (await system.tell(bill)).status == 201
    paid = await system.tell({"id": "evt-6", "event": "payment.paid", "ref": "P-1"})
    assert (paid.status, paid.body["state"]) == (200, "paid")


async def test_what_is_set_without_a_ref_is_known_by_its_event(team: Team, system: OwnSystem) -> None:
    nameless = {name: value for name, value in SET.items() if name != "ref"}
    assert (await system.tell(nameless)).status == 201
    [row] = await team.rows(occasions)
    assert row.ref == "evt-1"


async def test_an_unknown_ref_is_not_found_and_may_be_told_again(team: Team, system: OwnSystem) -> None:
    confirmed = {"id": "evt-2", "event": "appointment.confirmed", "ref": "A-17"}
    answer = await system.tell(confirmed)
    assert (answer.status, answer.body["error"], set(answer.body["fields"])) == (404, "not_found", {"ref"})
    await system.tell(SET)
    assert (await system.tell(confirmed)).status == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"at": "2026-11-01T10:00:00-05:00"}, "at"),
        ({"client": {"number": "12"}}, "client.number"),
        ({"client": {"number": OUR_SMS}}, "client.number"),
        ({"client": None, "ref": "A-99"}, "client"),
        ({"client": {"number": JANE, "language": "klingon"}}, "client.language"),
        ({"link": "http://a.example"}, "link"),
        ({"phone": "0"}, "phone"),
    ],
)
async def test_what_the_calendar_refuses_is_told_by_its_field_and_leaves_nothing(
    team: Team, system: OwnSystem, changes: dict[str, Any], field: str
) -> None:
    answer = await system.tell(SET | changes)
    assert (answer.status, answer.body["error"], set(answer.body["fields"])) == (400, "invalid", {field})
    assert await team.rows(occasions) == []
    # Mended, it may come again under the same id.
    assert (await system.tell(SET)).status == 201


async def test_forged_stale_and_foreign_requests_are_refused_and_nothing_is_kept(
    team: Team, system: OwnSystem
) -> None:
    other = await with_key(team.ctx, team.workspace_id, "Shop")
    async with team.ctx.store.workspaces() as workspaces:
        elsewhere = await workspaces.remember("T0ELSEWHERE", "Elsewhere", "U0", CLOCK_START)
    foreign = await with_key(team.ctx, elsewhere.id)
    now = int(CLOCK_START.timestamp())
    good = system.signed(BODY)
    forged = [
        (replace(good, key_id=""), "headers_missing"),
        (replace(good, timestamp=""), "headers_missing"),
        (replace(good, signature=""), "headers_missing"),
        (system.signed(BODY, timestamp=str(now - 301)), "timestamp_out_of_range"),
        (system.signed(BODY, timestamp=str(now + 301)), "timestamp_out_of_range"),
        (system.signed(BODY, timestamp="soon"), "timestamp_out_of_range"),
        (system.signed(BODY, timestamp=f"{now}.5"), "timestamp_out_of_range"),
        (system.signed(BODY, timestamp="\u0661\u0667"), "timestamp_out_of_range"),
        (replace(good, body=BODY.replace(b"Pier", b"Beer")), "signature_not_valid"),
        (replace(good, timestamp=str(now + 1)), "signature_not_valid"),
        (replace(good, signature="v1=" + "0" * 64), "signature_not_valid"),
        (replace(good, signature=good.signature.removeprefix("v1=")), "signature_not_valid"),
        (replace(good, signature=good.signature.replace("v1=", "v0=")), "signature_not_valid"),
        (replace(good, signature="v1=\u00fc"), "signature_not_valid"),
        (replace(good, signature=good.signature.upper()), "signature_not_valid"),
        (replace(good, key_id=other.key.key.id), "signature_not_valid"),
        (replace(good, key_id="K" * 26), "signature_not_valid"),
        (replace(good, key_id="' OR 1=1"), "signature_not_valid"),
        (foreign.signed(BODY), "signature_not_valid"),
    ]
    for request, reason in forged:
        answer = await system.door.receive(request, JSON)
        assert (answer.status, answer.body) == (401, {"error": "unauthorized", "reason": reason}), request
    assert await team.rows(occasions) == []
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert (await uow.connection.execute(select(trigger_calls))).all() == []
    # At the edge of the five minutes both are believed.
    for seconds in (-300, 300):
        answer = await system.door.receive(system.signed(BODY, timestamp=str(now + seconds)), JSON)
        assert answer.status == 201


async def test_a_revoked_key_opens_nothing_while_the_new_one_does(team: Team, system: OwnSystem) -> None:
    new = await with_key(team.ctx, team.workspace_id, "Booking system, new")
    assert (await system.tell(SET)).status == 201
    await revoke_key(team.ctx, team.workspace_id, OPERATOR, system.key.key.id)
    assert (await system.tell(SET)).status == 401
    assert (await new.tell(SET)).status == 201
    assert await revoke_key(team.ctx, team.workspace_id, OPERATOR, system.key.key.id) is None


async def test_without_the_keys_of_its_secret_nothing_is_believed(team: Team, system: OwnSystem) -> None:
    for vault in (None, Vault([b"x" * 32])):
        door = SystemDoor(team.ctx, team.workspace_id, vault)
        assert (await door.receive(system.signed(BODY), JSON)).status == 401


async def test_a_key_has_its_pace(team: Team, system: OwnSystem) -> None:
    other = await with_key(team.ctx, team.workspace_id, "Shop")
    door = SystemDoor(team.ctx, team.workspace_id, VAULT, KeyPace(per_second=2))
    system.door = other.door = door
    assert [(await system.tell(SET)).status for _ in range(3)] == [201, 201, 429]
    assert (await other.tell(SET)).status == 201
    team.clock.advance(seconds=1)
    assert [(await system.tell(SET)).status for _ in range(3)] == [201, 201, 429]


def test_a_clock_that_jumps_back_neither_opens_nor_shuts_the_pace() -> None:
    pace = KeyPace()
    assert all(pace.take("k", CLOCK_START) for _ in range(PER_SECOND))
    assert not pace.take("k", CLOCK_START - timedelta(hours=1))
    assert pace.take("k", CLOCK_START + timedelta(seconds=1))


async def test_another_content_type_is_refused_after_the_signature(team: Team, system: OwnSystem) -> None:
    assert (await system.door.receive(system.signed(BODY), "text/plain")).status == 415
    forged = replace(system.signed(BODY), signature="v1=0")
    assert (await system.door.receive(forged, "text/plain")).status == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"x"',
        b"{",
        b"\xff\xfe{}",
        b'{"id": NaN}',
        b'{"id": "a", "id": "b"}',
        b"[" * 20_000,
        b'{"id": "evt", "event": 5}',
        b'{"id": "evt", "event": ["appointment.set"]}',
        b'{"id": "evt\\u0000", "event": "appointment.set", "\\ud800": 1}',
    ],
)
async def test_what_is_no_event_is_refused(team: Team, system: OwnSystem, body: bytes) -> None:
    answer = await system.door.receive(system.signed(body), JSON)
    assert (answer.status, answer.body["error"]) == (400, "invalid")
    # It can be written as JSON in UTF-8, whatever names the body had.
    json.dumps(answer.body, ensure_ascii=False).encode()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(st.sampled_from([*SET, "values", "amount", "day", "x"]), anything, max_size=4),
    junk=st.binary(max_size=30),
)
async def test_whatever_comes_is_answered_and_never_fails(
    team: Team, system: OwnSystem, changes: dict[str, Any], junk: bytes
) -> None:
    system.door = SystemDoor(team.ctx, team.workspace_id, VAULT)
    for body in (json.dumps(SET | changes).encode(), junk):
        answer = await system.door.receive(system.signed(body), JSON)
        assert answer.status in {200, 201, 400, 404, 409}
        json.dumps(answer.body, ensure_ascii=False).encode()
