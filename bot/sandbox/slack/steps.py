"""Steps of Workflow Builder that the manifest declares, and the runs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.models import Json

TEXT, TIMESTAMP = "string", "slack#/types/timestamp"


@dataclass(frozen=True)
class Parameter:
    """An input or an output; ``choices`` are the values it may have, with their titles, empty for any."""

    name: str
    type: str
    title: str
    description: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    def takes(self, value: Any) -> bool:
        """Whether a value is of this type, and one of the choices where there are some."""
        if self.type == TIMESTAMP:
            return isinstance(value, int) and not isinstance(value, bool)
        if self.type != TEXT or not isinstance(value, str):
            return False
        return not self.choices or value in {choice for choice, _ in self.choices}


@dataclass(frozen=True)
class Step:
    """A step as the manifest's ``functions`` describe it."""

    callback_id: str
    title: str
    description: str
    inputs: tuple[Parameter, ...]
    outputs: tuple[Parameter, ...]


@dataclass
class Run:
    """One run of a step within a workflow: ``running``, ``completed`` or ``failed``, and with which words."""

    id: str
    step: Step
    inputs: Json
    by: str
    started: float
    state: str = "running"
    outputs: Json = field(default_factory=dict)
    error: str = ""

    def as_json(self) -> Json:
        """What the page draws."""
        named = [
            {"title": each.title, "value": self.outputs[each.name]}
            for each in self.step.outputs
            if each.name in self.outputs
        ]
        return {
            "id": self.id,
            "step": self.step.callback_id,
            "state": self.state,
            "error": self.error,
            "outputs": named,
            "by": self.by,
            "started": self.started,
        }


def steps_of(manifest: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a manifest of version 2. Slack offers them only where the app may be installed for an
    organization and runs them on a server of its own; without either there are none."""
    settings = manifest.get("settings") or {}
    offered = settings.get("org_deploy_enabled") and settings.get("function_runtime") == "remote"
    functions: Mapping[str, Any] = (manifest.get("functions") or {}) if offered else {}
    return tuple(_step(callback_id, entry) for callback_id, entry in functions.items())


def _step(callback_id: str, entry: Mapping[str, Any]) -> Step:
    title, description = str(entry["title"]), str(entry["description"])
    inputs, outputs = _parameters(entry["input_parameters"]), _parameters(entry["output_parameters"])
    return Step(callback_id, title, description, inputs, outputs)


def _parameters(declared: Mapping[str, Any]) -> tuple[Parameter, ...]:
    required: Sequence[str] = declared.get("required") or ()
    return tuple(
        Parameter(
            name=name,
            type=str(entry["type"]),
            title=str(entry.get("title") or name),
            description=str(entry.get("description") or ""),
            is_required=name in required,
            choices=_choices(entry),
        )
        for name, entry in declared["properties"].items()
    )


def _choices(entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    titles = {str(each["value"]): str(each["title"]) for each in entry.get("choices") or ()}
    return tuple((str(value), titles.get(str(value), str(value))) for value in entry.get("enum") or ())
