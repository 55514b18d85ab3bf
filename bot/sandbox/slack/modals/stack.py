"""Each person's stack of open modals, and their App Home."""

from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.ids import new_id
from bot.sandbox.slack.modals.state import initial_state, kept_state
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.snapshot import view_snapshot
from bot.sandbox.slack.workspace import Workspace

# A root and two pushed on top of it.
MAX_DEPTH = 3


def top(workspace: Workspace, user: str) -> View | None:
    """The modal in front, or None when none is open."""
    open_views = workspace.modals.get(user)
    return open_views[-1] if open_views else None


def all_views(workspace: Workspace) -> list[View]:
    """Every open modal and every App Home."""
    return [view for views in workspace.modals.values() for view in views] + list(workspace.homes.values())


def demand_room(workspace: Workspace, user: str) -> None:
    """Raise SlackError ``push_limit_reached`` when three modals are open already."""
    if len(workspace.modals.get(user, [])) >= MAX_DEPTH:
        raise SlackError("push_limit_reached")


def demand_free_external_id(workspace: Workspace, definition: Json, own: View | None) -> None:
    """Raise SlackError ``duplicate_external_id`` when another view has it."""
    wanted = definition.get("external_id")
    if wanted and any(view.external_id == wanted and view is not own for view in all_views(workspace)):
        raise SlackError("duplicate_external_id")


def open_first(workspace: Workspace, user: str, definition: Json, channel: str | None) -> View:
    """A modal with nothing under it, opened in ``channel``; what was open before is gone."""
    view = _new(workspace, user, definition, channel)
    view.root_id = view.id
    workspace.modals[user] = [view]
    _publish(workspace, user)
    return view


def push(workspace: Workspace, user: str, definition: Json) -> View:
    """A modal on top of the one in front; the caller has checked that there is one, and room."""
    below = workspace.modals[user][-1]
    view = _new(workspace, user, definition, below.channel)
    view.root_id, view.previous_id = below.root_id, below.id
    workspace.modals[user].append(view)
    _publish(workspace, user)
    return view


def replace(workspace: Workspace, view: View, definition: Json) -> None:
    """Show something else in an open view; what was typed stays in elements that keep both their ids."""
    typed = view.state
    view.replace(definition)
    view.state = kept_state(view.blocks, typed, view.channel)
    if view.type == "home":
        _publish_home(workspace, view)
    else:
        _publish(workspace, view.user)


def publish_home(workspace: Workspace, user: str, definition: Json) -> View:
    """Show something in a person's App Home."""
    view = workspace.homes.get(user)
    if view is not None:
        replace(workspace, view, definition)
        return view
    view = _new(workspace, user, definition, None)
    workspace.homes[user] = view
    _publish_home(workspace, view)
    return view


def close_top(workspace: Workspace, user: str) -> None:
    """Take the modal in front away and show the one below it."""
    workspace.modals[user].pop()
    _publish(workspace, user)


def close_all(workspace: Workspace, user: str) -> None:
    """Take all of a person's modals away."""
    workspace.modals[user] = []
    _publish(workspace, user)


def refresh(workspace: Workspace, view: View) -> None:
    """Tell the page that what has been filled in, or its errors, changed."""
    if view.type == "home":
        _publish_home(workspace, view)
    else:
        _publish(workspace, view.user)


def _new(workspace: Workspace, user: str, definition: Json, channel: str | None) -> View:
    view = View(new_id("V"), user, str(definition["type"]), [], opened_at=workspace.timestamps.next())
    view.replace(definition)
    view.channel = channel
    view.state = initial_state(view.blocks, channel)
    return view


def _publish(workspace: Workspace, user: str) -> None:
    views = [view_snapshot(view, workspace) for view in workspace.modals.get(user, [])]
    workspace.bus.publish(
        "slack.view", {"user": user, "view": views[-1] if views else None, "depth": len(views)}
    )


def _publish_home(workspace: Workspace, view: View) -> None:
    workspace.bus.publish("slack.home", {"user": view.user, "view": view_snapshot(view, workspace)})
