"""Sends what is due: each message at its sender's turn, its outcome recorded in a group with others'."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.failure import Failure, FailureKind
from bot.flows.context import Context
from bot.flows.outbound.dispatch import Attempt, call, claim_due, next_turn
from bot.flows.outbound.record import record_attempts
from bot.ports import Provider
from bot.storage.grouping import GroupCommit
from bot.storage.repositories.claims import ClaimedMessage
from bot.storage.wakeups import Topic
from bot.worker.loop import Loop

_log = logging.getLogger(__name__)

# Calls to providers under way at once.
WIDTH = 64
# Messages claimed while every place is taken, so that a place that gets free does not wait for the database:
# as many as a provider that takes a tenth of a second answers while a claim is made. Few, and none waits
# longer than a call takes: if this worker is killed, each of them must be asked about.
AHEAD = 16
# Answers that wait to be recorded: a slow database slows the calls, instead of piling up their outcomes.
MOST_UNRECORDED = 256
_RECORD_TRIES = 5


class Sending:
    """Claims, calls and records for one workspace.

    A call's place is free for the next as soon as the provider has answered; recording goes on beside it.
    """

    def __init__(
        self, ctx: Context, workspace_id: str, owner: str, providers: Mapping[str, Provider]
    ) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._owner = owner
        self._providers = providers
        self._records: GroupCommit[Attempt] = GroupCommit(self._record)
        self._unrecorded: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(MOST_UNRECORDED)
        self._places = asyncio.Semaphore(WIDTH)
        self._found_nothing = True
        self._loop = Loop(ctx, Topic.MESSAGES, self._claim, self._send, WIDTH + AHEAD, self._next_turn)

    async def run(self) -> None:
        """Work until ``stop`` is called and every call that was made is recorded."""
        await self._loop.run()
        if self._unrecorded:
            await asyncio.wait(self._unrecorded)

    def stop(self) -> None:
        """Claim nothing more."""
        self._loop.stop()

    async def _next_turn(self) -> datetime | None:
        return await next_turn(self._ctx, self._workspace_id)

    async def _claim(self, limit: int) -> list[ClaimedMessage]:
        claimed = await claim_due(
            self._ctx, self._workspace_id, self._owner, limit, look_first=self._found_nothing
        )
        self._found_nothing = not claimed
        return claimed

    async def _send(self, claimed: ClaimedMessage) -> None:
        wait = (claimed.turn - self._ctx.clock.now()).total_seconds()
        if wait > 0:
            await asyncio.sleep(wait)
        async with self._places:
            attempt = await self._attempt(claimed)
            await self._room.acquire()
        recording = asyncio.create_task(self._record_surely(attempt))
        self._unrecorded.add(recording)
        recording.add_done_callback(self._recorded)

    def _recorded(self, recording: "asyncio.Task[None]") -> None:
        self._unrecorded.discard(recording)
        self._room.release()

    async def _attempt(self, claimed: ClaimedMessage) -> Attempt:
        provider = self._providers.get(claimed.message.provider)
        if provider is None:
            return Attempt(claimed.message, _NO_PROVIDER)
        return await call(provider, claimed, self._ctx.clock.now(), self._ctx.media)

    async def _record_surely(self, attempt: Attempt) -> None:
        # The client may have it by now: what came of it must be written even if the database has hiccups.
        # If all tries fail the lease runs out, and the provider is asked what happened.
        for tried in range(1, _RECORD_TRIES + 1):
            try:
                await self._records.submit(attempt)
            except Exception:
                if tried == _RECORD_TRIES:
                    _log.exception(
                        "An outcome could not be recorded.", extra={"message_id": attempt.message.id}
                    )
                    return
                _log.warning("Recording an outcome failed; trying again.", exc_info=True)
                await asyncio.sleep(tried)
            else:
                return

    async def _record(self, attempts: Sequence[Attempt]) -> None:
        await record_attempts(self._ctx, self._workspace_id, attempts)


_NO_PROVIDER = Failure(
    FailureKind.ACCOUNT,
    "The service this text was to go through is not set up any more.",
    "Ask an admin to connect it again, then retry.",
)
