"""views.*: opening, pushing, updating modals, and publishing App Homes."""

from typing import Any

from bot.sandbox.slack.api import checked
from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_4, Method
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import stack
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json


def open_view(installation: Installation, arguments: Arguments) -> Json:
    """views.open: a modal for whoever the trigger id is for, in place of any they had open."""
    definition = checked.view(installation, _view(arguments), "modal")
    trigger_id = arguments.required("trigger_id")
    installation.triggers.peek(trigger_id)
    stack.demand_free_external_id(installation.workspace, definition, None)
    trigger = installation.triggers.redeem(trigger_id)
    return _answer(
        installation, stack.open_first(installation.workspace, trigger.user, definition, trigger.channel)
    )


def push(installation: Installation, arguments: Arguments) -> Json:
    """views.push: a modal on top of the one the trigger id comes from; three at most."""
    workspace = installation.workspace
    definition = checked.view(installation, _view(arguments), "modal")
    trigger_id = arguments.required("trigger_id")
    trigger = installation.triggers.peek(trigger_id)
    if stack.top(workspace, trigger.user) is None:
        raise SlackError("not_found")
    stack.demand_room(workspace, trigger.user)
    stack.demand_free_external_id(workspace, definition, None)
    installation.triggers.redeem(trigger_id)
    return _answer(installation, stack.push(workspace, trigger.user, definition))


def update(installation: Installation, arguments: Arguments) -> Json:
    """views.update: a view that is open, by its id or external id; what was typed stays where ids stay."""
    workspace = installation.workspace
    view = _named(installation, arguments)
    definition = checked.view(installation, _view(arguments), view.type)
    _compare_hash(arguments, view)
    stack.demand_free_external_id(workspace, definition, view)
    stack.replace(workspace, view, definition)
    return _answer(installation, view)


def publish(installation: Installation, arguments: Arguments) -> Json:
    """views.publish: what the App Home shows to one person."""
    workspace = installation.workspace
    user = arguments.required("user_id")
    if not installation.config.home_tab:
        raise SlackError("not_enabled")
    if user not in workspace.users:
        raise SlackError("user_not_found")
    definition = checked.view(installation, _view(arguments), "home")
    shown = workspace.homes.get(user)
    if shown is not None:
        _compare_hash(arguments, shown)
    return _answer(installation, stack.publish_home(workspace, user, definition))


def _view(arguments: Arguments) -> Any:
    view = arguments.structure("view", "invalid_arguments")
    if view is None:
        raise SlackError("invalid_arguments", messages=["missing required field: view"])
    return view


def _named(installation: Installation, arguments: Arguments) -> View:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", messages=["missing required field: view_id or external_id"])
    for view in stack.all_views(installation.workspace):
        if view.id == view_id or (external_id and view.external_id == external_id):
            return view
    raise SlackError("not_found")


def _compare_hash(arguments: Arguments, view: View) -> None:
    if arguments.text("hash") and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def _answer(installation: Installation, view: View) -> Json:
    return {"view": view.payload(installation.config)}


METHODS = [
    Method("views.open", open_view, (), TIER_4),
    Method("views.push", push, (), TIER_4),
    Method("views.update", update, (), TIER_4),
    Method("views.publish", publish, (), TIER_4),
]
