"""Steps of Slack's Workflow Builder: how they are told to us, and how they are finished.

Source: https://docs.slack.dev/reference/events/function_executed,
https://docs.slack.dev/reference/methods/functions.completeSuccess
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.workflow_step import INPUTS, StepStarted
from bot.ports import PostFailed
from bot.slack.blocks.elements import shortened
from bot.slack.errors import translated
from bot.slack.messages import Event, part, word

EVENT = "function_executed"

# The workflow was stopped, or has heard of it before: nothing that telling it again would mend.
_IS_OVER = {"function_execution_not_found", "execution_not_in_running_state"}
# Slack names no limit; this is more than anybody reads in a workflow's notice.
_MOST = 3000


def is_step(event: Event) -> bool:
    """Whether a workflow has come to a step of ours."""
    return word(event, "type") == EVENT


def kept_of(event: Event) -> dict[str, Any]:
    """What is kept of the event: which step, which run, and the inputs.

    Not ``bot_access_token``: it ends after 15 minutes, or as soon as the step is finished (source: Slack in
    https://github.com/slackapi/bolt-python/issues/1075), so whoever was stopped in between, or must wait for
    Slack, could not finish the step with it. Our own bot token can, and needs no scope for it. So that one is
    neither stored nor used.
    """
    inputs = part(event, "inputs")
    return {
        "type": EVENT,
        "function": {"callback_id": word(part(event, "function"), "callback_id")},
        "function_execution_id": word(event, "function_execution_id"),
        "inputs": {name: _as_text(inputs[name]) for name in INPUTS if inputs.get(name) is not None},
    }


def step_in(event: Event) -> StepStarted:
    """The step of an event that was kept."""
    inputs = part(event, "inputs")
    function = word(part(event, "function"), "callback_id")
    return StepStarted(
        word(event, "function_execution_id"), function, {name: word(inputs, name) for name in inputs}
    )


async def finish_step(
    client: AsyncWebClient, execution_id: str, outputs: Mapping[str, str], error: str
) -> None:
    """Tell the workflow; one that has ended otherwise is left. Raises PostFailed."""
    try:
        with translated(repeatable=True):
            if error:
                await client.functions_completeError(
                    function_execution_id=execution_id, error=shortened(error, _MOST)
                )
            else:
                told = {name: shortened(value, _MOST) for name, value in outputs.items()}
                await client.functions_completeSuccess(function_execution_id=execution_id, outputs=told)
    except PostFailed as failed:
        if failed.error not in _IS_OVER:
            raise


def _as_text(value: object) -> str:
    """Timestamps come as numbers; whatever is neither is none of ours to read."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value)[:_MOST] if isinstance(value, str) or is_number else ""
