"""Running a workflow that has a step of the app's."""

from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.ids import new_id
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.people.base import Acting
from bot.sandbox.slack.steps import Parameter, Run, Step

# A sandbox left running must not fill the memory: past this the oldest runs are forgotten.
_MOST_RUNS = 1_000


class Workflows(Acting):
    """What people do with workflows; one with a single step is all that it takes here."""

    def run_step(self, user: str, callback_id: str, inputs: Json) -> str:
        """Start a workflow whose one step is this, with these inputs; the id of the step's run. The app is
        told by an event, as often as it takes."""
        self._person(user)
        step = next(
            (each for each in self._installation.config.steps if each.callback_id == callback_id), None
        )
        if step is None:
            raise CannotDoError("The manifest declares no such step, or the app may not offer steps.")
        given = {name: value for name, value in inputs.items() if value not in ("", None)}
        _check(step, given)
        run = Run(new_id("Fx"), step, given, user, self._installation.clock.now())
        if self._installation.events.announce(_event(self._installation.config.app.id, run)) is None:
            raise CannotDoError("The manifest does not subscribe to function_executed.")
        self._workspace.runs[run.id] = run
        if len(self._workspace.runs) > _MOST_RUNS:
            del self._workspace.runs[next(iter(self._workspace.runs))]
        self._workspace.bus.publish("slack.workflow", {"run": run.id})
        return run.id


def _check(step: Step, given: Json) -> None:
    """Workflow Builder hands on only what was declared, of the declared kind, with all that is required."""
    for parameter in step.inputs:
        if parameter.is_required and parameter.name not in given:
            raise CannotDoError(f"{parameter.title} must be filled in.")
        if parameter.name in given and not parameter.takes(given[parameter.name]):
            raise CannotDoError(f"{parameter.title} is not of the kind that the step takes.")
    if unknown := set(given) - {parameter.name for parameter in step.inputs}:
        raise CannotDoError(f"The step takes no {min(unknown)}.")


def _event(app_id: str, run: Run) -> Json:
    """The event, field for field as https://docs.slack.dev/reference/events/function_executed has it."""
    step = run.step
    return {
        "type": "function_executed",
        "function": {
            "id": f"Fn{step.callback_id.upper().replace('_', '')[:10]}",
            "callback_id": step.callback_id,
            "title": step.title,
            "description": step.description,
            "type": "app",
            "input_parameters": [_shown(each) for each in step.inputs],
            "output_parameters": [_shown(each) for each in step.outputs],
            "app_id": app_id,
            "date_created": int(run.started),
            "date_updated": int(run.started),
            "date_deleted": 0,
        },
        "inputs": run.inputs,
        "function_execution_id": run.id,
        "workflow_execution_id": new_id("Wx"),
        "event_ts": f"{run.started:.6f}",
        # Real ones end after 15 minutes, or with the step; the stand-in takes none.
        "bot_access_token": f"xwfp-sandbox-{run.id}",
    }


def _shown(parameter: Parameter) -> Json:
    return {
        "type": parameter.type,
        "name": parameter.name,
        "title": parameter.title,
        "description": parameter.description,
        "is_required": parameter.is_required,
    }
