"""Puts WhatsApp at Meta together, which needs to be told which number it is: a part of the composition root.

Meta tells the number that its id stands for, so nobody has to type it as well. What it said last time is
kept: clients' texts are taken, and the other ways to them work, also while Meta is away.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import structlog

from bot.cannot_start import CannotStart
from bot.config import Settings
from bot.derived import whatsapp_settings
from bot.ports import Clock
from bot.providers.whatsapp_cloud.settings import PROVIDER, WhatsAppCloudSettings
from bot.storage.store import Store

if TYPE_CHECKING:
    from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider

_log = structlog.stdlib.get_logger(__name__)


async def whatsapp_at_meta(
    settings: Settings, store: Store, workspace_id: str, session: aiohttp.ClientSession, clock: Clock
) -> "WhatsAppCloudProvider | None":
    """The provider; None where it is not set up. Raises CannotStart while nobody knows the number yet."""
    given = whatsapp_settings(settings)
    if given is None:
        return None
    from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider  # noqa: PLC0415 - most do without.

    number = await _number(given, store, workspace_id, session, clock)
    return WhatsAppCloudProvider(replace(given, number=number), session, clock)


async def meta_problems(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> list[str] | None:
    """What is wrong with the account at Meta, for which no number is needed; None where it is not set up."""
    given = whatsapp_settings(settings)
    if given is None:
        return None
    from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider  # noqa: PLC0415

    return await WhatsAppCloudProvider(given, session, clock).check()


async def _number(
    given: WhatsAppCloudSettings,
    store: Store,
    workspace_id: str,
    session: aiohttp.ClientSession,
    clock: Clock,
) -> str:
    from bot.providers.whatsapp_cloud.check import own_number  # noqa: PLC0415

    told, problem = await own_number(given, session, clock)
    if told:
        async with store.write(workspace_id) as uow:
            await uow.own_numbers.remember(PROVIDER, given.number_id, told, clock.now())
        return told
    async with store.read(workspace_id) as uow:
        known = await uow.own_numbers.known(PROVIDER, given.number_id)
    if known is None:
        raise CannotStart(problem)
    _log.warning("Meta does not tell our WhatsApp number; starting with the one from the last time.")
    return known
