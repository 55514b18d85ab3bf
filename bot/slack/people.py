"""What Slack knows of a teammate that a handler needs at once."""

import asyncio
import logging
from dataclasses import replace

from bot.domain.zones import is_zone
from bot.flows.settings.workspace import time_zone
from bot.ports import PostFailed
from bot.slack.deps import Deps
from bot.slack.errors import translated
from bot.slack.failures import described
from bot.slack.person import ENGLISH, Person

log = logging.getLogger(__name__)

_SECONDS = 1.0
# Source: https://docs.slack.dev/reference/objects/user-object
_OUTSIDERS = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


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
    return Person(
        zone if is_zone(zone) else "",
        any(found.get(mark) for mark in _OUTSIDERS),
        str(found.get("locale") or ENGLISH),
    )


async def zone_of(deps: Deps, user: str) -> str:
    """The teammate's time zone; the workspace's where Slack does not say it in time."""
    person = await person_of(deps, user)
    return (person.zone if person else "") or await time_zone(deps.ctx, deps.workspace_id)


async def writer(deps: Deps, user: str) -> Person:
    """Whoever writes, with the zone and the language in which they say when: as Slack has told lately, else
    the workspace's zone, and English."""
    person = deps.people.known(user)
    if person is None and (person := await person_of(deps, user)):
        deps.people.remember(user, person)
    if person is None:
        return Person(await time_zone(deps.ctx, deps.workspace_id))
    return person if person.zone else replace(person, zone=await time_zone(deps.ctx, deps.workspace_id))
