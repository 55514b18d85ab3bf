"""Asking a provider while an admin waits in a window: a little at once, and the rest afterwards."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.domain.account import AccountLook
from bot.flows.accounts.desk import AccountDesk, NoKeys
from bot.slack.deps import Deps

# A window must be drawn within Slack's three seconds: whatever takes longer comes into it afterwards.
_PATIENCE = 1.0


async def given_time(
    deps: Deps, look: Coroutine[Any, Any, AccountLook]
) -> "asyncio.Task[AccountLook | None]":
    """Start it, and wait for it a little; its result is None when it failed."""
    asking = deps.afterwards.start(look)
    await asyncio.wait({asking}, timeout=_PATIENCE)
    return asking


def desk_of(deps: Deps) -> AccountDesk:
    """What accounts are worked on with. Raises NoKeys where that is not set up at all."""
    if deps.accounts is None:
        raise NoKeys
    return deps.accounts
