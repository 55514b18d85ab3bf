"""functions.*: how the app ends the run of a step, well or badly."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_3, Method
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.steps import Run


def complete_success(installation: Installation, arguments: Arguments) -> Json:
    """functions.completeSuccess: the outputs must be those that the manifest declares."""
    run_id = arguments.required("function_execution_id")
    outputs = arguments.structure("outputs", "invalid_arguments")
    if outputs is None:
        raise SlackError("invalid_arguments", messages=["missing required field: outputs"])
    if not isinstance(outputs, dict):
        raise SlackError("invalid_arguments", messages=["must be an object [json-pointer:/outputs]"])
    run = _running(installation, run_id)
    if faults := _faults(run, outputs):
        raise SlackError("parameter_validation_failed", messages=faults)
    run.state, run.outputs = "completed", outputs
    installation.bus.publish("slack.workflow", {"run": run.id})
    return {}


def complete_error(installation: Installation, arguments: Arguments) -> Json:
    """functions.completeError: the words reach whoever runs the workflow."""
    run_id, error = arguments.required("function_execution_id"), arguments.required("error")
    run = _running(installation, run_id)
    run.state, run.error = "failed", error
    installation.bus.publish("slack.workflow", {"run": run.id})
    return {}


def _running(installation: Installation, run_id: str) -> Run:
    run = installation.workspace.runs.get(run_id)
    if run is None:
        raise SlackError("function_execution_not_found")
    if run.state != "running":
        raise SlackError("execution_not_in_running_state")
    return run


def _faults(run: Run, outputs: Json) -> list[str]:
    declared = {each.name: each for each in run.step.outputs}
    missing = [
        f"missing required output: {name}"
        for name, each in declared.items()
        if each.is_required and name not in outputs
    ]
    unknown = [f"output is not declared: {name}" for name in outputs if name not in declared]
    wrong = [
        f"output is not of type {declared[name].type}: {name}"
        for name, value in outputs.items()
        if name in declared and not declared[name].takes(value)
    ]
    return [*missing, *unknown, *wrong]


METHODS = [
    Method("functions.completeSuccess", complete_success, (), TIER_3),
    Method("functions.completeError", complete_error, (), TIER_3),
]
