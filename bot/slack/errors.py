"""Slack's many ways to say no, as the few that matter to who asked.

Source of the names: the error tables of https://docs.slack.dev/reference/methods
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.ports import PostFailed, PostProblem

_BUSY = {"ratelimited", "rate_limited", "request_timeout", "team_added_to_org", "external_channel_migrating"}
# Slack says of the first two that some of the work may have been done before the error.
_MAYBE_DONE = {"internal_error", "fatal_error", "service_unavailable", "timeout"}
_THREAD_GONE = {"thread_not_found", "cannot_reply_to_message", "message_not_found"}
_NOT_IN_CHANNEL = {"not_in_channel", "restricted_action", "restricted_action_read_only_channel"}
_CHANNEL_GONE = {"channel_not_found", "channel_is_limited_access"}
_CHANNEL_ARCHIVED = {
    "is_archived",
    "posting_to_channel_denied",  # What sharing a file in an archived channel is answered with.
}
_TOKEN = {
    "not_authed",
    "invalid_auth",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "org_login_required",
    "team_access_not_granted",
    "access_denied",
    "accesslimited",
    "ekm_access_denied",
    "two_factor_setup_required",
}

# A server that asks for more than this is not believed: nothing waits a day on a header.
_LONGEST_WAIT = timedelta(hours=1)


@contextmanager
def translated(*, repeatable: bool) -> Iterator[None]:
    """Turn what slack_sdk and aiohttp raise into PostFailed.

    ``repeatable`` tells that doing it twice is the same as once: then a lost answer is RETRY, not UNKNOWN.
    """
    lost = PostProblem.RETRY if repeatable else PostProblem.UNKNOWN
    try:
        yield
    except SlackApiError as error:
        raise from_api(error, lost) from error
    except aiohttp.ClientConnectorError as error:
        # No connection stood, so nothing can have left.
        raise PostFailed(PostProblem.RETRY, type(error).__name__) from error
    except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
        raise PostFailed(lost, type(error).__name__) from error
    except SlackClientError as error:
        # slack_sdk refuses by itself what Slack would never take.
        raise PostFailed(PostProblem.INVALID, type(error).__name__) from error


def from_api(error: SlackApiError, lost: PostProblem) -> PostFailed:
    """What Slack's refusal means; ``lost`` is the meaning of an answer that tells nothing."""
    name, status = name_of(error), _status(error)
    if status == 429 or name in _BUSY:
        return PostFailed(PostProblem.RETRY, name or "ratelimited", _retry_after(error))
    if not name or status >= 500 or name in _MAYBE_DONE:
        return PostFailed(lost, name or f"http_{status}")
    return PostFailed(_problem(name), name)


def name_of(error: SlackApiError) -> str:
    """Slack's own name for the error; empty when the answer was no answer of Slack's."""
    try:
        name = error.response.get("error")
    except (AttributeError, ValueError):
        # The answer was not JSON: slack_sdk then hands out the bare HTTP response, or bytes.
        return ""
    return name if isinstance(name, str) else ""


def _problem(name: str) -> PostProblem:
    known = (
        (_THREAD_GONE, PostProblem.THREAD_GONE),
        (_NOT_IN_CHANNEL, PostProblem.NOT_IN_CHANNEL),
        (_CHANNEL_GONE, PostProblem.CHANNEL_GONE),
        (_CHANNEL_ARCHIVED, PostProblem.CHANNEL_ARCHIVED),
        (_TOKEN, PostProblem.TOKEN),
    )
    return next((problem for names, problem in known if name in names), PostProblem.INVALID)


def _status(error: SlackApiError) -> int:
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return status if isinstance(status, int) else 200


def _retry_after(error: SlackApiError) -> timedelta | None:
    value = (getattr(error.response, "headers", None) or {}).get("Retry-After", "")
    seconds = value if isinstance(value, str) else "".join(value)
    return (
        min(timedelta(seconds=int(seconds)), _LONGEST_WAIT)
        if seconds.isascii() and seconds.isdigit()
        else None
    )
