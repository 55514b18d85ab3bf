"""Decisions: their words for people, and the form in which they are stored with the message."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.roles import Role
from bot.policy.decision import (
    Decision,
    Hold,
    Reason,
    Refuse,
    Send,
    as_json,
    codes_of,
    explained,
    least_to_override,
    may_override,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_reason_without_a_way_out_is_said_without_a_trailing_space() -> None:
    assert Reason("a", "No.").words == "No."
    assert Reason("a", "No.", "Do this.").words == "No. Do this."


def test_a_refusal_says_every_reason_in_order() -> None:
    assert Refuse((Reason("a", "One.", "Do this."), Reason("b", "Two."))).words == "One. Do this. Two."


def test_what_is_refused_is_not_said_to_go_by_itself_later() -> None:
    later = Reason("night", "It is night.", "It goes by itself.", until=NOON)
    assert Refuse((Reason("a", "One.", "Do this."), later)).words == "One. Do this. It is night."


def test_decisions_are_stored_as_json_without_the_client_s_name() -> None:
    reason = Reason("opted_out", "Jane Doe opted out.")
    later = Reason("night", "It is night there.", until=NOON)
    stored = [
        as_json(Send()),
        as_json(Hold(NOON + timedelta(hours=1), (later,))),
        as_json(Refuse((reason, later))),
    ]
    assert stored == [
        {"decision": "send"},
        {"decision": "hold", "reasons": ["night"], "until": "2026-11-20T13:00:00+00:00"},
        {"decision": "refuse", "reasons": ["opted_out", "night"]},
    ]
    assert json.loads(json.dumps(stored)) == stored
    assert "Jane" not in json.dumps(stored)


FREE = Reason("a", "A.", "Help A.", overridable_by=Role.SENDER)
DEAR = Reason("b", "B.", overridable_by=Role.ADMIN)
NEVER = Reason("c", "C.", "Help C.")
LATER = Reason("d", "D.", "Help D.", until=NOON, overridable_by=Role.MANAGER)


@pytest.mark.parametrize(
    ("decision", "least"),
    [
        (Send(), None),
        (Refuse((FREE,)), Role.SENDER),
        (Refuse((FREE, DEAR)), Role.ADMIN),
        (Refuse((FREE, NEVER)), None),
        (Hold(NOON, (LATER,)), Role.MANAGER),
    ],
)
def test_only_who_may_set_aside_every_reason_may_override(decision: Decision, least: Role | None) -> None:
    assert least_to_override(decision) is least
    for role in Role:
        assert may_override(decision, role) is (least is not None and role.rank >= least.rank)


def test_what_is_kept_says_why_first_and_what_helps_below() -> None:
    assert explained(Refuse((FREE, DEAR, NEVER))) == "A. B. C.\nHelp A. Help C."
    assert explained(Refuse((FREE, LATER))) == "A. D.\nHelp A."
    assert explained(Hold(NOON, (LATER, replace(LATER, lasting="By day.")))) == "D. By day."
    assert explained(Send()) is None


def test_the_codes_are_of_what_stands_against_it() -> None:
    assert codes_of(Refuse((FREE, DEAR), warnings=(NEVER,))) == {"a", "b"}
    assert codes_of(Send(warnings=(NEVER,))) == frozenset()


def test_what_was_set_aside_is_stored_with_a_hold_too() -> None:
    stored = as_json(Hold(NOON, (LATER,), overridden=(FREE,)))
    assert (stored["overridden"], stored["reasons"]) == (["a"], ["d"])
