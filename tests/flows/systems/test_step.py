"""The step *Set a reminder* of a workflow: done once, told once, whatever crashes in between."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.occasion import OccasionKind
from bot.domain.workflow_step import CLIENT_NAME, PLANNED, StepStarted
from bot.flows.inbound import slack_events
from bot.flows.inbound.slack_events import SlackEvent, claim, handle_one
from bot.ports import PostFailed, PostProblem
from bot.slack.names import UserNames
from bot.slack.reader import SlackEventReader
from bot.storage.tables import occasions, outbox, reminders
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import AT_ONCE, DAY_BEFORE, MONDAY_TEN, said, trigger, until
from tests.support.world import CLOCK_START

RUN = "Fx0RUN"
INPUTS: dict[str, Any] = {
    "kind": "appointment",
    "number": JANE,
    "when": str(int(MONDAY_TEN.timestamp())),
    "details": "2 Pier Road",
}
STEP = StepStarted(RUN, "set_reminder", INPUTS)


async def run(team: Team, **inputs: str) -> tuple[dict[str, str], str]:
    """Carry a run out; what the workflow was told."""
    await team.event(replace(STEP, inputs=INPUTS | inputs))
    await team.write()
    [(execution_id, outputs, error)] = team.slack.steps
    assert execution_id == RUN
    return outputs, error


async def test_a_run_sets_an_appointment_and_the_workflow_hears_what_is_planned(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE, content="See you at {{ appointment_place }}.")
    outputs, error = await run(team)
    assert (error, outputs[CLIENT_NAME]) == ("", "Jane Doe")
    assert "1 message goes at once." in outputs[PLANNED]
    assert "1 reminder planned, New York time: 24 hours before" in outputs[PLANNED]
    [row] = await team.rows(occasions)
    assert (row.kind, row.source, row.at) == ("appointment", "workflow", MONDAY_TEN)
    await until(team, CLOCK_START + timedelta(minutes=1))
    assert team.sent == ["See you at 2 Pier Road."]
    assert said(team)[0].startswith("A workflow set an appointment")


async def test_the_same_run_told_twice_is_one(team: Team) -> None:
    await trigger(team, AT_ONCE)
    await team.event(STEP)
    await team.event(STEP)
    await team.write()
    assert len(team.slack.steps) == 1
    assert len(await team.rows(occasions)) == 1
    assert len(await team.rows(reminders)) == 1


async def test_with_a_reference_a_later_run_moves_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await team.event(replace(STEP, inputs=INPUTS | {"ref": "A-1"}))
    later = str(int((MONDAY_TEN + timedelta(days=1)).timestamp()))
    await team.event(replace(STEP, execution_id="Fx0LATER", inputs=INPUTS | {"ref": "A-1", "when": later}))
    [row] = await team.rows(occasions)
    assert (row.ref, row.at, row.round) == ("A-1", MONDAY_TEN + timedelta(days=1), 2)


async def test_a_payment_is_due_on_the_day_of_the_teams_calendar(team: Team) -> None:
    await team.decide(time_zone="America/New_York")
    late = str(int(MONDAY_TEN.replace(day=28, hour=3).timestamp()))
    _, error = await run(team, kind="payment", when=late, details="1043", amount="$120.00", link="")
    assert error == ""
    [row] = await team.rows(occasions, kind=OccasionKind.PAYMENT.value)
    assert row.day.isoformat() == "2026-11-27"
    assert row.details["number"] == "1043"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"kind": "party"}, "Kind: choose"),
        ({"number": ""}, "Client's phone: give"),
        ({"number": "12"}, "Client's phone: "),
        ({"when": "soon"}, "When: it is no date"),
        ({"when": "9" * 30}, "When: it is no date"),
        ({"when": ""}, "When: An appointment needs its day and time."),
        ({"when": "1000000000"}, "When: That time is past."),
        ({"amount": "a lot"}, "Amount: It is no amount."),
        ({"link": "ftp://x"}, "Link: A link begins with https://"),
        ({"details": "x" * 501}, "Details: at most"),
    ],
)
async def test_what_cannot_be_fails_with_what_to_mend(team: Team, inputs: dict[str, str], words: str) -> None:
    outputs, error = await run(team, **inputs)
    assert outputs == {}
    assert words in error
    assert await team.rows(occasions) == []


async def test_a_step_of_another_version_is_told(team: Team) -> None:
    await team.event(replace(STEP, function="send_balloons"))
    await team.write()
    assert "another version" in team.slack.steps[0][2]


async def test_a_crash_between_the_effect_and_the_telling_leaves_both_to_do_or_both_done(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trigger(team, AT_ONCE)
    payload = {"type": "event_callback", "event": {**json.loads(json.dumps(_event()))}}
    event = SlackEvent("Ev1", "T0TEST", f"step:{RUN}", payload, f"step:{RUN}")
    again = replace(event, event_id="Ev2")
    await slack_events.store(team.ctx, team.workspace_id, [event, event, again])
    reader = SlackEventReader(UserNames(None))  # type: ignore[arg-type] - no name is asked for.

    async def crash(*_: object) -> None:
        raise ConnectionError("the database went away")

    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.repositories.outbox.Outbox.add", crash)
        [claimed] = await claim(team.ctx, team.workspace_id, "reader", 10)
        assert await handle_one(team.ctx, reader, team.workspace_id, "reader", claimed) is None
    assert (await team.rows(occasions), await team.rows(outbox)) == ([], [])
    team.clock.advance(minutes=10)
    [claimed] = await claim(team.ctx, team.workspace_id, "reader", 10)
    assert isinstance(await handle_one(team.ctx, reader, team.workspace_id, "reader", claimed), StepStarted)
    assert await claim(team.ctx, team.workspace_id, "reader", 10) == []
    # Slack is busy, then the answer is lost: it is told until it has heard, and that is one completion.
    team.slack.refuse += [
        PostFailed(PostProblem.RETRY, "ratelimited", timedelta(seconds=30)),
        PostFailed(PostProblem.UNKNOWN, "timeout"),
    ]
    for _ in range(4):
        await team.write()
        team.clock.advance(minutes=1)
    assert [step[0] for step in team.slack.steps] == [RUN]
    assert len(await team.rows(occasions)) == 1


def _event() -> dict[str, Any]:
    return {
        "type": "function_executed",
        "function": {"callback_id": "set_reminder"},
        "function_execution_id": RUN,
        "inputs": INPUTS,
    }


async def test_an_amount_without_a_currency_is_in_the_teams(team: Team) -> None:
    await team.decide(currency="EUR")
    _, error = await run(team, kind="payment", details="1043", amount="120.00", link="")
    assert error == ""
    [row] = await team.rows(occasions, kind=OccasionKind.PAYMENT.value)
    assert row.details["amount"]["currency"] == "EUR"
