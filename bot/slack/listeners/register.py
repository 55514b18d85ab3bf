"""Gives Bolt one broad listener a surface; the tables know the rest.

Bolt asks its listeners one after the other, so a listener for each name would cost every request.
"""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack import windows
from bot.slack.answers import tell
from bot.slack.blocks.notices import (
    UNKNOWN_BUTTON,
    UNKNOWN_FORM,
    UNKNOWN_MENU,
    UNKNOWN_SHORTCUT,
    notice_view,
    unknown_command,
)
from bot.slack.choices import explaining
from bot.slack.deps import Deps, Payload
from bot.slack.listeners import actions, commands, options, shortcuts, views
from bot.slack.routing import run

ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp, deps: Deps) -> None:
    """Register every surface. Events are taken before, by ``bot.slack.door``."""
    _commands(app, deps)
    _actions(app, deps)
    _views(app, deps)
    _shortcuts(app, deps)
    _options(app, deps)


def _commands(app: AsyncApp, deps: Deps) -> None:
    async def listen(ack: AsyncAck, body: Payload) -> None:
        name = str(body["command"])
        unknown = unknown_command(name)

        async def say(sentence: str) -> None:
            # Slack's composer is empty by now: what was typed must not have to be typed again.
            typed = "" if sentence == unknown else _typed(name, body)
            await ack(text=sentence + typed, response_type="ephemeral")

        await run(commands.HANDLERS, name, deps, body, ack, say=say, unknown=unknown)

    app.command(ANY)(listen)


def _typed(command: str, body: Payload) -> str:
    """The command as it was typed, to be copied; Slack hands its text over escaped."""
    text = str(body.get("text") or "").strip()
    return f"\nYou typed: {command} {text}" if text else ""


def _actions(app: AsyncApp, deps: Deps) -> None:
    async def listen(ack: AsyncAck, body: Payload) -> None:
        async def say(sentence: str) -> None:
            await ack()
            await windows.say(deps, body, sentence)

        name = str(body["actions"][0].get("action_id"))
        await run(actions.HANDLERS, name, deps, body, ack, say=say, unknown=UNKNOWN_BUTTON)

    app.action(ANY)(listen)


def _views(app: AsyncApp, deps: Deps) -> None:
    async def listen(ack: AsyncAck, body: Payload) -> None:
        async def say(sentence: str) -> None:
            await ack(**_in_form(body["view"], sentence))

        name = str(body["view"].get("callback_id"))
        await run(views.HANDLERS, name, deps, body, ack, say=say, unknown=UNKNOWN_FORM)

    async def closed(ack: AsyncAck) -> None:
        await ack()

    app.view_submission(ANY)(listen)
    app.view_closed(ANY)(closed)


def _in_form(view: Payload, sentence: str) -> Payload:
    """The sentence at the form's last field that must be filled in, or else its last, so that what was typed
    stays; a form without any is replaced."""
    fields = [block for block in view.get("blocks") or () if block.get("type") == "input"]
    needed = [block for block in fields if not block.get("optional")] or fields
    if needed:
        return {"response_action": "errors", "errors": {needed[-1]["block_id"]: sentence}}
    return {"response_action": "update", "view": notice_view("Not sent", sentence)}


def _shortcuts(app: AsyncApp, deps: Deps) -> None:
    async def listen(ack: AsyncAck, body: Payload) -> None:
        async def say(sentence: str) -> None:
            await ack()
            await tell(deps, body, sentence)

        name = str(body.get("callback_id"))
        await run(shortcuts.HANDLERS, name, deps, body, ack, say=say, unknown=UNKNOWN_SHORTCUT)

    app.shortcut(ANY)(listen)


def _options(app: AsyncApp, deps: Deps) -> None:
    async def listen(ack: AsyncAck, body: Payload) -> None:
        async def say(sentence: str) -> None:
            # Slack's menus have no place for a sentence but an option.
            await ack(options=[explaining(sentence)])

        name = str(body.get("action_id"))
        await run(options.HANDLERS, name, deps, body, ack, say=say, unknown=UNKNOWN_MENU)

    app.options(ANY)(listen)
