"""A workflow has come to a step of ours: keep that; the worker carries it out and tells the workflow."""

import logging

from bot.flows.inbound.slack_events import SlackEvent
from bot.slack.deps import Deps, Payload
from bot.slack.workflow_steps import kept_of

log = logging.getLogger(__name__)


async def handle(deps: Deps, body: Payload) -> None:
    """Keep the event durably, once for each run. Raises what went wrong when it is not kept."""
    kept = kept_of(body["event"])
    run = f"step:{kept['function_execution_id']}"
    if run == "step:":
        log.warning("A workflow's step came without its run's id and could not be kept.")
        return
    await deps.intake(
        SlackEvent(
            event_id=str(body["event_id"]),
            team_id=str(body.get("team_id") or ""),
            order_key=run[:80],
            payload={"type": body["type"], "event": kept},
            # The same run met again under another event id is no second one.
            message_key=run[:64],
        )
    )
