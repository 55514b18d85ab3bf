"""Every way a line can reach the log goes through the mask."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs

NUMBER = "+12025550123"
SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A log of our own, and the old loggers back after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    target = io.StringIO()
    logs.configure("INFO", [SECRET], target)
    yield target
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def last(stream: io.StringIO) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(stream.getvalue().splitlines()[-1])
    return record


def test_our_own_line_is_json_with_time_level_and_name(stream: io.StringIO) -> None:
    logging.getLogger("bot.worker").info("message %s", "sent", extra={"message_id": "01KB", "attempts": 2})

    record = last(stream)

    assert record["event"] == "message sent"
    assert record["level"] == "info"
    assert record["logger"] == "bot.worker"
    assert record["message_id"] == "01KB"
    assert record["attempts"] == 2
    assert record["timestamp"].endswith("Z")


def test_values_of_our_own_lines_are_masked(stream: io.StringIO) -> None:
    private = {"whom": [NUMBER], "body": "See you at nine"}
    logging.getLogger("bot").info(f"sent to {NUMBER}", extra=private)

    assert NUMBER not in stream.getvalue()
    assert "nine" not in stream.getvalue()


def test_lines_of_a_library_are_masked(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("posting to %s with %s", NUMBER, SECRET, extra={"whom": NUMBER})

    assert NUMBER not in stream.getvalue()
    assert SECRET not in stream.getvalue()
    assert last(stream)["logger"] == "some.library"


def _fail() -> None:
    raise ValueError(f"cannot text {NUMBER} with {SECRET}")


@pytest.mark.parametrize("name", ["lib", "bot"])
def test_tracebacks_are_masked(stream: io.StringIO, name: str) -> None:
    logger = logging.getLogger(name)
    try:
        try:
            _fail()
        except ValueError as error:
            raise RuntimeError(f"while texting {NUMBER}") from error
    except RuntimeError:
        logger.exception("it failed")

    assert "ValueError" in last(stream)["exception"]
    assert "_fail" in last(stream)["exception"]
    assert NUMBER not in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_where_a_line_was_written_is_told_on_request_and_masked(stream: io.StringIO) -> None:
    logging.getLogger("bot").warning("here", stack_info=True)

    assert "test_where_a_line_was_written" in last(stream)["stack"]


def test_nothing_that_is_given_beside_a_line_takes_the_line_s_place(stream: io.StringIO) -> None:
    logging.getLogger("bot").warning("the line", extra={"event": "another", "level": "none", "logger": "x"})

    record = last(stream)
    assert (record["event"], record["level"], record["logger"]) == ("the line", "warning", "bot")


def test_a_warning_of_python_is_masked(stream: io.StringIO) -> None:
    logging.getLogger("py.warnings").warning("%s", f"UserWarning: {NUMBER}")

    assert NUMBER not in stream.getvalue()


def test_debug_lines_of_the_vendors_stay_out_even_at_debug() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.configure("DEBUG", [], stream)
        logging.getLogger("slack_sdk.web.async_client").debug("Sending a request: See you at nine")
        logging.getLogger("sqlalchemy.engine.Engine").info("[generated] ('See you at nine',)")
        logging.getLogger("bot.flows").debug("claimed")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert "nine" not in stream.getvalue()
    assert "claimed" in stream.getvalue()


def test_an_access_log_is_never_written(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").warning("GET /twilio/status?m=1")

    assert stream.getvalue() == ""


def test_a_terminal_gets_plain_text_and_the_same_mask(stream: io.StringIO) -> None:
    terminal = Terminal()
    logs.configure("INFO", [SECRET], terminal)
    try:
        _fail()
    except ValueError:
        logging.getLogger("bot").exception("it failed", extra={"body": "See you at nine", "tries": 2})

    shown = terminal.getvalue()
    assert "[error] it failed bot" in shown
    assert "tries=2\nTraceback" in shown
    assert not shown.startswith("{")
    assert NUMBER not in shown
    assert "nine" not in shown


def test_standard_error_is_the_stream_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.configure("INFO", [], None)
        assert isinstance(root.handlers[0], logging.StreamHandler)
        assert root.handlers[0].stream is sys.stderr
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
