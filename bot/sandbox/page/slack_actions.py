"""What a person does in the workspace on the page: each action is one method of ``People``."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.page import fields
from bot.sandbox.page.fields import Body, Refusal
from bot.sandbox.page.world import World
from bot.sandbox.slack import CannotDoError, Upload

NOT_TAKEN = "The app did not answer within three seconds. Is the bot running?"


async def perform(world: World, action: str, body: Body) -> Any:
    """Do one thing as a teammate. Raises Refusal, in words, for what a real client would not allow."""
    handler = ACTIONS.get(action)
    if handler is None:
        raise Refusal("A person in Slack cannot do that.", 404)
    try:
        return await handler(world, _user(body), body)
    except CannotDoError as error:
        raise Refusal(str(error)) from error


async def _post(world: World, user: str, body: Body) -> str:
    files = [Upload(name, content, kind) for name, content, kind in fields.files(body, "files")]
    thread = fields.optional_text(body, "thread_ts")
    return world.slack.people.post(user, _channel(body), fields.text(body, "text"), thread, files)


async def _edit(world: World, user: str, body: Body) -> None:
    world.slack.people.edit(user, _channel(body), _ts(body), fields.text(body, "text"))


async def _delete(world: World, user: str, body: Body) -> None:
    world.slack.people.delete(user, _channel(body), _ts(body))


async def _react(world: World, user: str, body: Body) -> None:
    world.slack.people.react(user, _channel(body), _ts(body), _short(body, "name"))


async def _unreact(world: World, user: str, body: Body) -> None:
    world.slack.people.unreact(user, _channel(body), _ts(body), _short(body, "name"))


async def _command(world: World, user: str, body: Body) -> dict[str, Any]:
    command, written = _short(body, "command"), fields.text(body, "text")
    answer = await world.slack.people.command(user, _channel(body), command, written)
    return {"ok": answer.ok, "error": answer.error}


async def _shortcut(world: World, user: str, body: Body) -> None:
    _demand(await world.slack.people.shortcut(user, _short(body, "callback_id")))


async def _message_shortcut(world: World, user: str, body: Body) -> None:
    callback = _short(body, "callback_id")
    _demand(await world.slack.people.message_shortcut(user, _channel(body), _ts(body), callback))


async def _open_home(world: World, user: str, _: Body) -> None:
    world.slack.people.open_home(user)


async def _click(world: World, user: str, body: Body) -> None:
    value = fields.mapping(body, "value")
    _demand(await world.slack.people.click(user, _container(body), *_element(body), value))


async def _choose(world: World, user: str, body: Body) -> None:
    value = fields.mapping(body, "value")
    _demand(await world.slack.people.choose(user, _container(body), *_element(body), value))


async def _type_text(world: World, user: str, body: Body) -> None:
    written, enter = fields.text(body, "text"), body.get("enter") is True
    people = world.slack.people
    _demand(await people.type_text(user, _container(body), *_element(body), written, enter=enter))


async def _suggest(world: World, user: str, body: Body) -> list[dict[str, Any]]:
    query = fields.text(body, "query", most=500)
    return await world.slack.people.suggest(user, _container(body), *_element(body), query)


async def _attach(world: World, user: str, body: Body) -> list[dict[str, Any]]:
    """Put files into a modal's file input."""
    uploads = [Upload(name, content, kind) for name, content, kind in fields.files(body, "files")]
    view_id = _short(fields.mapping(body, "container"), "view_id")
    files = world.slack.people.attach(user, view_id, *_element(body), uploads)
    return [{"id": file.id, "name": file.name, "size": file.size} for file in files]


async def _submit(world: World, user: str, body: Body) -> dict[str, Any]:
    result = await world.slack.people.submit(user, _short(body, "view_id"))
    if result.error:
        raise Refusal(result.error, 502)
    return {"ok": result.ok, "errors": result.errors}


async def _close_view(world: World, user: str, body: Body) -> None:
    view_id, everything = _short(body, "view_id"), body.get("all") is True
    await world.slack.people.close_view(user, view_id, everything=everything)


async def _set_group(world: World, user: str, body: Body) -> None:
    world.slack.people.set_group(user, _short(body, "group"), fields.texts(body, "users"))


async def _run_step(world: World, user: str, body: Body) -> str:
    return world.slack.people.run_step(user, _short(body, "callback_id"), fields.mapping(body, "inputs"))


def _demand(taken: bool) -> None:
    if not taken:
        raise Refusal(NOT_TAKEN, 502)


def _short(body: Body, name: str) -> str:
    return fields.text(body, name, most=255)


def _user(body: Body) -> str:
    return _short(body, "user")


def _channel(body: Body) -> str:
    return _short(body, "channel")


def _ts(body: Body) -> str:
    return _short(body, "ts")


def _element(body: Body) -> tuple[str, str]:
    return _short(body, "block_id"), _short(body, "action_id")


def _container(body: Body) -> tuple[str, str] | str:
    """A message as (channel, ts), or the id of a view."""
    container = fields.mapping(body, "container")
    if "view_id" in container:
        return _short(container, "view_id")
    return _channel(container), _ts(container)


ACTIONS: dict[str, Callable[[World, str, Body], Awaitable[Any]]] = {
    "post": _post,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "command": _command,
    "shortcut": _shortcut,
    "message_shortcut": _message_shortcut,
    "open_home": _open_home,
    "click": _click,
    "choose": _choose,
    "type_text": _type_text,
    "suggest": _suggest,
    "attach": _attach,
    "submit": _submit,
    "close_view": _close_view,
    "set_group": _set_group,
    "run_step": _run_step,
}
