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
_ENGLISH = "en-US"
# Source: https://docs.slack.dev/reference/objects/user-object
_OUTSIDERS = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True)
class Person:
    """What Slack says of somebody: the time zone (IANA), and whether they are a guest, a bot or from another
    workspace. ``zone`` is empty where Slack does not say it; ``language`` is such as ``en-US``."""

    zone: str = ""
    is_outsider: bool = False
    language: str = _ENGLISH


async def person_of(deps: Deps, user: str) -> Person | None:
    """The person; None when Slack does not answer in time."""
    try:
        with translated(repeatable=True):
            async with asyncio.timeout(_SECONDS):
                answer = await deps.client.users_info(user=user, include_locale=True)
    except (PostFailed, TimeoutError) as error:
        log.warning("What Slack knows of a teammate could not be had: %s", described(error))
        return None
    found = answer.get("user") or {}
    zone = str(found.get("tz") or "")
    is_outsider = any(found.get(mark) for mark in _OUTSIDERS)
    return Person(zone if is_zone(zone) else "", is_outsider, str(found.get("locale") or "") or _ENGLISH)


async def language_of(deps: Deps, user: str) -> str:
    """The language in which a teammate uses Slack; English where Slack does not say it in time."""
    person = await person_of(deps, user)
    return person.language if person else _ENGLISH


async def zone_of(deps: Deps, user: str) -> str:
    """The teammate's time zone; the workspace's where Slack does not say it in time."""
    person = await person_of(deps, user)
    return (person.zone if person else "") or await time_zone(deps.ctx, deps.workspace_id)
