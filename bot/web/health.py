"""Whether the program is alive, and whether it is ready to take requests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.findings import Finding, wrong
from bot.masking import masker

# Anyone may ask, so the database and the vendors are asked at most this often. In seconds.
KEEP_SECONDS = 3.0
LOOK_SECONDS = 10.0

_log = logging.getLogger(__name__)
Look = Callable[[], Awaitable[Sequence[Finding]]]


def health_routes(look: Look) -> list[Route]:
    """``GET /healthz`` says that the process answers, ``GET /readyz`` in words what it found.

    Neither needs a signature: a load balancer has none, and the answers hold nothing private.
    """
    readiness, mask = Readiness(look), masker()

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_: Request) -> Response:
        findings = await readiness.findings()
        ready = all(finding.ok for finding in findings)
        # Anyone may ask, and what a vendor says about a wrong sender names its number.
        checks = [{"name": each.name, "state": each.state, "says": mask(each.says)} for each in findings]
        return JSONResponse({"ready": ready, "checks": checks}, 200 if ready else 503)

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
    ]


@dataclass
class Readiness:
    """Looks once for all who ask at the same time, and keeps the answer for a moment."""

    look: Look
    _kept: tuple[Finding, ...] = ()
    _until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def findings(self) -> tuple[Finding, ...]:
        """What was found last, at most KEEP_SECONDS ago; a look that fails or hangs is a finding too."""
        async with self._lock:
            if monotonic() >= self._until:
                self._kept = await self._look()
                self._until = monotonic() + KEEP_SECONDS
            return self._kept

    async def _look(self) -> tuple[Finding, ...]:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return tuple(await self.look())
        except TimeoutError:
            return (wrong("program", "The checks took too long: the database or a vendor does not answer."),)
        except Exception:  # The machine that asks needs to know; the log tells people why.
            _log.exception("the readiness checks failed")
            return (wrong("program", "The checks themselves failed; the log says why."),)
