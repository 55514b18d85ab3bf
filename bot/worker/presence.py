"""Shows clients that somebody is writing: beside everything else, and never in its way."""

import asyncio
import logging
from collections.abc import Mapping

from bot.domain.replies import TeammateWrote, ThreadEvent
from bot.flows.context import Context
from bot.flows.outbound.show_writing import show_writing
from bot.ports import Provider

_log = logging.getLogger(__name__)

# More at once than a team writes in a moment; what is beyond it is left out.
_MOST_AT_ONCE = 32
# By then the reply is on its way. In seconds.
_SECONDS = 5.0


class Presence:
    """For one workspace, until it is stopped."""

    def __init__(self, ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._providers = providers
        self._under_way: set[asyncio.Task[None]] = set()

    def of(self, event: ThreadEvent | None) -> None:
        """Something happened in a thread; returns at once."""
        if not isinstance(event, TeammateWrote) or len(self._under_way) >= _MOST_AT_ONCE:
            return
        task = asyncio.create_task(self._show(event))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """End what is under way: nothing is lost with it."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _show(self, event: TeammateWrote) -> None:
        try:
            async with asyncio.timeout(_SECONDS):
                await show_writing(self._ctx, self._workspace_id, self._providers, event)
        except TimeoutError:
            _log.info("It took too long to show a client that somebody is writing.")
        except Exception:
            _log.exception("A client could not be shown that somebody is writing.")
