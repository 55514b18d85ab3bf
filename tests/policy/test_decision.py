"""Decisions: their words for people, and the form in which they are stored with the message."""

import json
from datetime import UTC, datetime, timedelta

from bot.policy.decision import Hold, Reason, Refuse, Send, as_json

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_reason_without_a_way_out_is_said_without_a_trailing_space() -> None:
    assert Reason("a", "No.").words == "No."
    assert Reason("a", "No.", "Do this.").words == "No. Do this."


def test_a_refusal_says_every_reason_in_order() -> None:
    assert Refuse((Reason("a", "One.", "Do this."), Reason("b", "Two."))).words == "One. Do this. Two."


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
