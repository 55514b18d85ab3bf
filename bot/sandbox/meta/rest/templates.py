"""``/{account-id}/message_templates`` and the templates themselves: list, make, change, delete."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.sandbox.meta.errors import GraphError, no_such_object
from bot.sandbox.meta.params import maybe
from bot.sandbox.meta.rest import fields
from bot.sandbox.meta.rest.guard import Call
from bot.sandbox.meta.rest.samples import Samples
from bot.sandbox.meta.state import MetaState, new_id
from bot.sandbox.meta.template import MetaTemplate
from bot.sandbox.meta.template_refusals import resting, taken, unknown_name
from bot.sandbox.meta.template_rules import CATEGORIES, checked

_FIELDS = ("name", "parameter_format", "components", "language", "status", "category")
_FILTERS = ("name", "status", "language", "category")
_EDITABLE = frozenset({"APPROVED", "REJECTED", "PAUSED"})
_TYPE = "WhatsAppMessageTemplate"
# How long the name of an approved template that is deleted stays unused (seconds).
_REST = 30 * 86_400.0


@dataclass
class Templates:
    """Handlers of the account's templates."""

    state: MetaState
    samples: Samples
    # Until when nothing new may have the name and language of a template that was approved and is deleted.
    _resting: dict[tuple[str, str], float] = field(default_factory=dict)

    async def listing(self, call: Call) -> Response:
        """A page of templates, newest last, filtered by name, status, language and category."""
        found = [each.as_json() for each in self.state.config.templates if _fits(each, call.params)]

        def show(each: dict[str, Any]) -> dict[str, Any]:
            return fields.chosen(each, call.params, _FIELDS, _TYPE)

        return JSONResponse(fields.page(found, call.params, str(call.request.url.replace(query="")), show))

    async def fetch(self, call: Call) -> Response:
        """One template."""
        return JSONResponse(fields.chosen(self._find(call, "get").as_json(), call.params, _FIELDS, _TYPE))

    async def create(self, call: Call) -> Response:
        """Take a template in for review: it is pending until WhatsApp has looked at it."""
        draft = checked(_opened(call.params), self.samples.handles)
        self._check_name(draft)
        draft.id = new_id()
        self.state.config.templates.append(draft)
        self._publish(draft)
        return JSONResponse({"id": draft.id, "status": draft.status, "category": draft.category})

    async def edit(self, call: Call) -> Response:
        """Change a template's parts or category, which are then looked at anew."""
        template = self._find(call, "post")
        if template.status not in _EDITABLE:
            message = "Only approved, rejected and paused templates can be edited."
            raise GraphError(100, message=f"(#100) {message}")
        given = _opened(call.params)
        if template.status == "APPROVED" and given.get("category") not in {None, template.category}:
            raise GraphError(100, message="(#100) The category of an approved template cannot be edited.")
        base = {
            "name": template.name,
            "language": template.language,
            "category": given.get("category", template.category),
            "parameter_format": template.parameter_format,
            "components": given.get("components", template.components),
        }
        draft = checked(base, self.samples.handles, known=template)
        template.components, template.category = draft.components, draft.category
        template.status, template.rejected_reason = "PENDING", "NONE"
        self._publish(template)
        return JSONResponse({"success": True})

    async def delete(self, call: Call) -> Response:
        """Delete a template in all its languages by its name, or in one of them by its id as well."""
        name, one = maybe(call.params, "name", most=512), str(call.params.get("hsm_id") or "")
        if not name:
            raise GraphError(100, message="(#100) The parameter name is required.")
        every = self.state.config.templates
        gone = [each for each in every if each.name == name and one in {"", each.id}]
        if not gone:
            raise unknown_name()
        for each in gone:
            every.remove(each)
            if each.status == "APPROVED":
                self._resting[each.name, each.language] = self.state.clock.now() + _REST
        self.state.bus.publish("meta.template", {"name": name, "status": "DELETED"})
        return JSONResponse({"success": True})

    def _check_name(self, draft: MetaTemplate) -> None:
        """Raises GraphError for a name that is taken in this language, or rests after a deletion."""
        named = (draft.name, draft.language)
        if any((each.name, each.language) == named for each in self.state.config.templates):
            raise taken(draft.language)
        if self.state.clock.now() < self._resting.get(named, 0.0):
            raise resting(draft.language)

    def _find(self, call: Call, verb: str) -> MetaTemplate:
        found = next((each for each in self.state.config.templates if each.id == call.node), None)
        if found is None:
            raise no_such_object(call.node, verb)
        return found

    def _publish(self, template: MetaTemplate) -> None:
        self.state.bus.publish("meta.template", {"name": template.name, "status": template.status})


def _fits(template: MetaTemplate, params: Mapping[str, Any]) -> bool:
    wanted = {name: str(params[name]) for name in _FILTERS if params.get(name)}
    if "category" in wanted and wanted["category"] not in CATEGORIES:
        raise GraphError(100, message="(#100) Param category must be one of the categories.")
    shown = template.as_json()
    return all(
        wanted_value in shown[name] if name == "name" else shown[name] == wanted_value
        for name, wanted_value in wanted.items()
    )


def _opened(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters; a form carries the components as JSON text."""
    given = dict(params)
    if isinstance(given.get("components"), str):
        try:
            given["components"] = json.loads(given["components"])
        except ValueError:
            raise GraphError(100, message="(#100) Param components must be an array.") from None
    return given
