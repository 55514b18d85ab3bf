"""Waiting for what is sure to come, without knowing when."""

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable

DEADLINE_SECONDS = 30.0
_LOOK_EVERY = 0.01


async def until(condition: Callable[[], bool | Awaitable[bool]]) -> None:
    """Return as soon as ``condition`` holds; fail when it does not for half a minute."""
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not await _holds(condition):  # noqa: ASYNC110 - there is no event to wait for.
                await asyncio.sleep(_LOOK_EVERY)
    except TimeoutError:
        raise AssertionError("What was waited for did not come.") from None


async def _holds(condition: Callable[[], bool | Awaitable[bool]]) -> bool:
    answer = condition()
    return await answer if isawaitable(answer) else bool(answer)
