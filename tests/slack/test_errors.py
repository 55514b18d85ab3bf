"""What Slack's refusals mean, by the table of its own error names."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.ports import PostFailed, PostProblem
from bot.slack.errors import translated


class Answer(dict[str, Any]):
    """As much of a response as an error carries."""

    def __init__(self, error: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(ok=False, error=error)
        self.status_code = status
        self.headers = headers or {}


def failing(error: Exception, *, repeatable: bool = False) -> PostFailed:
    with pytest.raises(PostFailed) as caught, translated(repeatable=repeatable):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ratelimited", PostProblem.RETRY),
        ("request_timeout", PostProblem.RETRY),
        ("internal_error", PostProblem.UNKNOWN),
        ("fatal_error", PostProblem.UNKNOWN),
        ("service_unavailable", PostProblem.UNKNOWN),
        ("thread_not_found", PostProblem.THREAD_GONE),
        ("message_not_found", PostProblem.THREAD_GONE),
        ("not_in_channel", PostProblem.NOT_IN_CHANNEL),
        ("channel_not_found", PostProblem.CHANNEL_GONE),
        ("is_archived", PostProblem.CHANNEL_ARCHIVED),
        ("token_revoked", PostProblem.TOKEN),
        ("missing_scope", PostProblem.TOKEN),
        ("account_inactive", PostProblem.TOKEN),
        ("invalid_blocks", PostProblem.INVALID),
        ("never_heard_of", PostProblem.INVALID),
    ],
)
def test_names(name: str, problem: PostProblem) -> None:
    failed = failing(SlackApiError("no", Answer(name)))
    assert (failed.problem, failed.error) == (problem, name)


def test_lost_answers_of_what_may_be_repeated_are_to_be_tried_again() -> None:
    for error in (
        SlackApiError("no", Answer("internal_error")),
        SlackApiError("no", Answer("", 503)),
        TimeoutError(),
        aiohttp.ServerDisconnectedError(),
        ConnectionResetError(),
    ):
        assert failing(error, repeatable=True).problem is PostProblem.RETRY
        assert failing(error).problem is PostProblem.UNKNOWN


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("30", timedelta(seconds=30)),
        ("999999999", timedelta(hours=1)),
        ("soon", None),
        ("", None),
        ("-3", None),
    ],
)
def test_retry_after(header: str, wait: timedelta | None) -> None:
    failed = failing(SlackApiError("no", Answer("ratelimited", 429, {"Retry-After": header})))
    assert (failed.problem, failed.retry_after) == (PostProblem.RETRY, wait)


@pytest.mark.parametrize("response", ["<html>", b"<html>", object(), None, {}])
def test_answer_that_is_none_of_slacks(response: Any) -> None:
    assert failing(SlackApiError("no", response)).problem is PostProblem.UNKNOWN


def test_what_slack_sdk_itself_refuses_is_our_mistake() -> None:
    assert failing(SlackRequestError("no")).problem is PostProblem.INVALID


def test_being_stopped_is_no_failure_of_slack() -> None:
    with pytest.raises(asyncio.CancelledError), translated(repeatable=True):
        raise asyncio.CancelledError
