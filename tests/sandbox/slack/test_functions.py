"""Steps of workflows: run as Workflow Builder does, and ended as strictly as Slack takes it."""

from typing import Any

import pytest

from bot.sandbox.slack import CannotDoError
from bot.sandbox.slack.steps import steps_of
from tests.sandbox.slack.conftest import MAYA, Build, World
from tests.support.steps import with_step

INPUTS: dict[str, Any] = {"kind": "payment", "number": "+12025550123", "when": 1795446000, "ref": ""}
OUTPUTS = {"client_name": "Jane Doe", "planned": "Nothing is planned."}


async def started(world: World) -> str:
    run = world.slack.people.run_step(MAYA, "set_reminder", INPUTS)
    await world.slack.settle()
    return run


async def test_the_app_hears_of_a_run_as_slack_tells_it(world: World) -> None:
    run = await started(world)
    [event] = world.double.events("function_executed")
    assert event["function_execution_id"] == run
    assert event["inputs"] == {"kind": "payment", "number": "+12025550123", "when": 1795446000}
    assert event["function"]["callback_id"] == "set_reminder"
    assert event["function"]["app_id"] == "A0THREAD"
    required = [each["name"] for each in event["function"]["input_parameters"] if each["is_required"]]
    assert required == ["kind", "number"]
    assert event["bot_access_token"].startswith("xwfp-")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": ""}, "Client's phone must be filled in"),
        ({"kind": "party"}, "Kind is not of the kind"),
        ({"when": "tomorrow"}, "When is not of the kind"),
        ({"when": True}, "When is not of the kind"),
        ({"name": 5}, "Client's name is not"),
        ({"age": "5"}, "takes no age"),
    ],
)
async def test_what_workflow_builder_would_not_hand_on_is_refused(
    world: World, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(CannotDoError, match=words):
        world.slack.people.run_step(MAYA, "set_reminder", INPUTS | changes)
    assert world.slack.workspace.runs == {}


async def test_a_step_that_is_not_declared_or_not_subscribed_to_cannot_run(build: Build) -> None:
    world = await build(without=("function_executed",))
    with pytest.raises(CannotDoError, match="declares no such step"):
        world.slack.people.run_step(MAYA, "send_balloons", {})
    with pytest.raises(CannotDoError, match="subscribe"):
        world.slack.people.run_step(MAYA, "set_reminder", INPUTS)


def test_without_org_readiness_or_a_runtime_slack_offers_no_steps() -> None:
    whole = with_step({"settings": {"event_subscriptions": {"bot_events": []}}})
    assert [step.callback_id for step in steps_of(whole)] == ["set_reminder"]
    for setting, value in (("org_deploy_enabled", False), ("function_runtime", "slack")):
        assert steps_of(whole | {"settings": whole["settings"] | {setting: value}}) == ()


async def test_a_run_is_completed_once_with_what_is_declared(world: World) -> None:
    run = await started(world)
    end = world.client.functions_completeSuccess
    assert await world.refused(end(function_execution_id="Fx0", outputs=OUTPUTS)) == (
        "function_execution_not_found"
    )
    for outputs in (
        {"client_name": "Jane Doe"},
        {**OUTPUTS, "age": "5"},
        {**OUTPUTS, "planned": 5},
        {**OUTPUTS, "planned": None},
    ):
        refused = end(function_execution_id=run, outputs=outputs)
        assert await world.refused(refused) == "parameter_validation_failed"
    assert world.slack.workspace.runs[run].state == "running"
    await end(function_execution_id=run, outputs=OUTPUTS)
    assert world.slack.workspace.runs[run].outputs == OUTPUTS
    again = end(function_execution_id=run, outputs=OUTPUTS)
    assert await world.refused(again) == "execution_not_in_running_state"
    failed = world.client.functions_completeError(function_execution_id=run, error="No")
    assert await world.refused(failed) == "execution_not_in_running_state"


async def test_a_run_fails_with_words(world: World) -> None:
    run = await started(world)
    for arguments in ({"error": "No"}, {"function_execution_id": run}):
        refused = world.client.api_call("functions.completeError", json=arguments)
        assert await world.refused(refused) == "invalid_arguments"
    await world.client.functions_completeError(function_execution_id=run, error="That is past.")
    shown = world.slack.workspace.snapshot(MAYA)
    [run_shown] = shown["runs"]
    assert (run_shown["state"], run_shown["error"]) == ("failed", "That is past.")
    assert shown["steps"][0]["inputs"][0]["choices"][0] == ("appointment", "Appointment")


@pytest.mark.parametrize("outputs", [None, "[]", "{", "5"])
async def test_outputs_are_an_object(world: World, outputs: str | None) -> None:
    run = await started(world)
    arguments = {"function_execution_id": run} | ({"outputs": outputs} if outputs else {})
    refused = world.client.api_call("functions.completeSuccess", params=arguments)
    assert await world.refused(refused) == "invalid_arguments"
    assert world.slack.workspace.runs[run].state == "running"
