"""What Slack knows of a teammate that a handler needs at once."""

import asyncio
import logging
from dataclasses import dataclass

from bot.domain.zones import is_zone
from bot.flows.settings.workspace import time_zone
from bot.ports import PostFailed
from bot.slack.deps import Deps
from bot.slack.errors import translated
from bot.slack.failures import described

log = logging.getLogger(__name__)

_SECONDS = 1.0
# Source: https://docs.slack.dev/reference/objects/user-object
_OUTSIDERS = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True)
class Person:
    """What Slack says of somebody: the time zone (IANA), and whether they are a guest, a bot or from another
    workspace. ``zone`` is empty where Slack does not say it."""

    zone: str = ""
    is_outsider: bool = False


async def person_of(deps: Deps, user: str) -> Person | None:
    """The person; None when Slack does not answer in time."""
    try:
        with translated(repeatable=True):
            async with asyncio.timeout(_SECONDS):
                answer = await deps.client.users_info(user=user)
    except (PostFailed, TimeoutError) as error:
        log.warning("What Slack knows of a teammate could not be had: %s", described(error))
        return None
    found = answer.get("user") or {}
    zone = str(found.get("tz") or "")
    return Person(zone if is_zone(zone) else "", any(found.get(mark) for mark in _OUTSIDERS))


async def zone_of(deps: Deps, user: str) -> str:
    """The teammate's time zone; the workspace's where Slack does not say it in time."""
    person = await person_of(deps, user)
    return (person.zone if person else "") or await time_zone(deps.ctx, deps.workspace_id)
