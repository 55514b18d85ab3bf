"""What must not come out: no number, text or secret in the log, no traceback anywhere people look."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.domain.phone import display
from tests.support.program import Program, eventually

# Shorter pieces of a text stand in any log by chance.
_SHORTEST = 12
_SECRET_PARTS = (
    *("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "TWILIO_AUTH_TOKEN"),
    *("WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"),
)


class BotLog:
    """The bot's log from the moment at which this was made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start = path.stat().st_size if path.exists() else 0

    def lines(self) -> list[dict[str, Any]]:
        """Each record as it was written; a line that is none (a crash of the interpreter) by its text."""
        written = self._path.read_bytes()[self._start :].decode("utf-8", "replace")
        return [_record(line) for line in written.splitlines() if line.strip()]

    async def names(self, *words: str) -> dict[str, Any]:
        """The first record that holds all of ``words``, once it is written."""

        def find() -> dict[str, Any]:
            return next((each for each in self.lines() if all(w in str(each) for w in words)), {})

        found: dict[str, Any] = await eventually(find, f"the log names {words}", 15)
        return found


def check(program: Program, log: BotLog, typed: list[str]) -> None:
    """Fail with what is private in the whole log, or with a traceback since ``log`` was begun."""
    written = program.log.read_text("utf-8", "replace")
    told = "\n".join([written, *(_strings(_record(line)) for line in written.splitlines())])
    leaked = [piece for piece in _private(program, typed) if piece in told]
    assert not leaked, f"The log holds {leaked}."
    faults = [each for each in log.lines() if "exception" in each or "Traceback" in str(each)]
    assert not faults, faults
    for place in program.slack.workspace.channels.values():
        for message in [*place.messages.values(), *place.ephemerals.values()]:
            if message.bot_id:
                assert "Traceback" not in f"{message.text} {message.blocks}"


def _private(program: Program, typed: list[str]) -> Iterator[str]:
    env = program.sandbox.env()
    yield from (env[name] for name in _SECRET_PARTS if name in env)
    for phone in program.twilio.phones.snapshot():
        number = phone["number"]
        yield from (number, number.removeprefix("+"), display(number), display(number).partition(" ")[2])
    for text in [*typed, *_written(program)]:
        yield from _pieces(text)


def _written(program: Program) -> Iterator[str]:
    yield from (message.body for message in program.twilio.messages.values())
    if program.sandbox.meta is not None:
        yield from (message.content.body for message in program.sandbox.meta.messages.values())
    for place in program.slack.workspace.channels.values():
        yield from (m.text for m in place.messages.values() if m.user and not m.bot_id)


def _pieces(text: str) -> Iterator[str]:
    """Enough of a text to know it by."""
    for line in text.splitlines():
        if len(line) >= _SHORTEST:
            yield line[:24]
            yield line[-24:]


def _record(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError:
        return {"event": line}
    return read if isinstance(read, dict) else {"event": line}


def _strings(value: Any) -> str:
    """Every string in a record, as it is without JSON's escapes."""
    if isinstance(value, dict):
        return "\n".join(_strings(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return "\n".join(map(_strings, value))
    return str(value)
