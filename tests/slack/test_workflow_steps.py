"""A workflow's step: taken in once for each run, without its token, and finished with our own."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.workflow_step import StepStarted
from bot.ports import PostFailed, PostProblem
from bot.slack.names import UserNames
from bot.slack.reader import SlackEventReader
from bot.slack.threads import SlackThreads
from tests.slack.conftest import MAYA, Build, World

INPUTS = {"kind": "appointment", "number": "+12025550123", "when": 1795446000, "details": "2 Pier Road"}


async def test_a_run_is_kept_once_without_the_token_of_the_event(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    run = world.slack.people.run_step(MAYA, "set_reminder", INPUTS)
    await world.slack.settle()
    [event_id] = world.slack.events.log
    world.slack.events.redeliver(event_id, times=2)
    await world.slack.settle()
    assert await world.count("slack_events") == 1
    kept = world.events.kept[0]
    assert (kept.order_key, kept.message_key) == (f"step:{run}", f"step:{run}")
    read = await SlackEventReader(UserNames(world.client)).read(kept.payload)
    assert read == StepStarted(run, "set_reminder", INPUTS | {"when": "1795446000"})
    stored = await _stored(world)
    assert "xwfp" in json.dumps(world.slack.events.log[event_id].body)
    assert "xwfp" not in stored + caplog.text


async def test_an_event_that_could_not_be_kept_is_sent_again(build: Build) -> None:
    world = await build(retry_delays=(0.0, 0.0))
    world.events.broken = True
    world.slack.people.run_step(MAYA, "set_reminder", INPUTS)
    await world.slack.settle()
    [delivery] = world.slack.events.log.values()
    assert [attempt.status for attempt in delivery.attempts] == [500, 500, 500]
    world.events.broken = False
    world.slack.events.redeliver(delivery.event_id)
    await world.slack.settle()
    assert await world.count("slack_events") == 1


@pytest.mark.parametrize("event", [{}, {"function_execution_id": 5, "inputs": [], "function": "x"}])
async def test_an_event_without_a_run_is_none_of_ours(world: World, event: dict[str, Any]) -> None:
    sent = await world.slack.installation.bot.send_json(
        {"type": "event_callback", "event_id": "Ev1", "event": {"type": "function_executed", **event}}
    )
    assert sent.status == 200
    assert await world.count("slack_events") == 0


async def test_a_run_is_finished_well_or_badly(world: World) -> None:
    threads = SlackThreads(world.client)
    outputs = {"client_name": "Jane Doe", "planned": "Nothing."}
    good, bad = (world.slack.people.run_step(MAYA, "set_reminder", INPUTS) for _ in range(2))
    await threads.finish_step(good, outputs, "")
    await threads.finish_step(bad, {}, "When: that is past.")
    runs = world.slack.workspace.runs
    assert (runs[good].state, runs[good].outputs) == ("completed", outputs)
    assert (runs[bad].state, runs[bad].error) == ("failed", "When: that is past.")
    # Told again, or stopped meanwhile: nothing is left to do.
    await threads.finish_step(good, outputs, "")
    await threads.finish_step("Fx0GONE", {}, "Too late.")
    assert runs[good].state == "completed"


async def test_while_slack_is_busy_the_workflow_is_told_later(world: World) -> None:
    run = world.slack.people.run_step(MAYA, "set_reminder", INPUTS)
    world.slack.faults.fail_next("functions.completeSuccess", rate_limited=7)
    with pytest.raises(PostFailed) as caught:
        await SlackThreads(world.client).finish_step(run, {"client_name": "J", "planned": "P"}, "")
    assert (caught.value.problem, caught.value.retry_after) == (PostProblem.RETRY, timedelta(seconds=7))
    with pytest.raises(PostFailed) as wrong:
        await SlackThreads(world.client).finish_step(run, {"client_name": "J"}, "")
    assert wrong.value.error == "parameter_validation_failed"


async def _stored(world: World) -> str:
    async with world.ctx.store.reader.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT payload FROM slack_events")
        return str(rows.all())
