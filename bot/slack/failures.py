"""Errors in a handler: words for the person, and a line for the log that holds no text and no number."""

import traceback

from bot.ports import PostFailed, PostProblem
from bot.slack.blocks.notices import SORRY

TOO_LATE = "Slack waited too long for us, so the form did not open and nothing was sent. Try again."

SLACK_TROUBLE = (
    "Slack had trouble just now. If the form did not open, try again in a moment; nothing was sent."
)

_LATE = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"}
_SHOWN_FRAMES = 6


def described(error: BaseException) -> str:
    """The error's kind and where it happened. Its message is left out: it may quote what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_SHOWN_FRAMES:]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    kind = f"{type(error).__name__}({error.error})" if isinstance(error, PostFailed) else type(error).__name__
    return f"{kind} at {places}" if places else kind


def sentence(error: BaseException) -> str:
    """What the person is told."""
    if isinstance(error, PostFailed) and error.error in _LATE:
        return TOO_LATE
    if isinstance(error, PostFailed) and error.problem in {PostProblem.RETRY, PostProblem.UNKNOWN}:
        return SLACK_TROUBLE
    return SORRY
