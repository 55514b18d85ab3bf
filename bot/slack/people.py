"""What Slack knows of a teammate that a handler needs at once."""

import asyncio
import logging

from bot.domain.zones import is_zone
from bot.flows.settings.workspace import time_zone
from bot.ports import PostFailed
from bot.slack.deps import Deps
from bot.slack.errors import translated
from bot.slack.failures import described

log = logging.getLogger(__name__)

_SECONDS = 1.0


async def zone_of(deps: Deps, user: str) -> str:
    """The teammate's time zone; the workspace's where Slack does not say it in time."""
    try:
        with translated(repeatable=True):
            async with asyncio.timeout(_SECONDS):
                answer = await deps.client.users_info(user=user)
    except (PostFailed, TimeoutError) as error:
        log.warning("A teammate's time zone could not be had: %s", described(error))
        return await time_zone(deps.ctx, deps.workspace_id)
    zone = str((answer.get("user") or {}).get("tz") or "")
    return zone if is_zone(zone) else await time_zone(deps.ctx, deps.workspace_id)
