"""A request of one of the team's own systems: verified, read strictly, done once, and answered."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.system_event import SystemEvent, Unreadable, read_event
from bot.flows.context import Context
from bot.flows.systems.carry_out import carry_out
from bot.flows.systems.pace import KeyPace
from bot.flows.systems.verify import Refusal, SignedRequest, verify
from bot.storage.repositories.trigger_calls import Call
from bot.vault import Vault

_log = logging.getLogger(__name__)

# From here on a status says that nothing was done.
_WRONG = 400
_NOT_JSON = "The body must be one JSON object in UTF-8, without NaN and without a name that comes twice."


@dataclass(frozen=True)
class Answer:
    """What the caller is told: an HTTP status and a JSON object; ``retry_after`` in seconds, 0 for never."""

    status: int
    body: dict[str, Any]
    retry_after: int = 0


@dataclass(frozen=True)
class SystemDoor:
    """What it takes to hear the team's own systems. ``vault`` is None without ENCRYPTION_KEYS."""

    ctx: Context
    workspace_id: str
    vault: Vault | None
    pace: KeyPace = field(default_factory=KeyPace)

    async def receive(self, request: SignedRequest, content_type: str) -> Answer:
        """Do what it tells, once, and answer. Raises what the database raises while it is away."""
        kept = await verify(self.ctx, self.vault, self.workspace_id, request)
        if isinstance(kept, Refusal):
            _log.warning("a request to the triggers was refused", extra={"reason": kept.value})
            return Answer(401, {"error": "unauthorized", "reason": kept.value})
        if not self.pace.take(kept.key.id, self.ctx.clock.now()):
            return Answer(429, {"error": "too_many_requests"}, retry_after=1)
        if content_type.partition(";")[0].strip().lower() != "application/json":
            return Answer(415, {"error": "unsupported_media_type", "fields": {}})
        event = _event(request.body)
        if isinstance(event, Unreadable):
            return _invalid(event.fields)
        return await self._once(kept.key.id, event, hashlib.sha256(request.body).hexdigest())

    async def _once(self, key_id: str, event: SystemEvent, digest: str) -> Answer:
        """In one transaction: that it was met, what it does, and what is answered. Whoever is stopped in
        between leaves nothing, and a repetition does it all."""
        now = self.ctx.clock.now()
        async with self.ctx.store.write(self.workspace_id) as uow:
            await uow.trigger_keys.used(key_id, now)
            met = await uow.trigger_calls.begin(event.id, digest, now)
            if met is not None:
                return _again(met, digest)
            done = await carry_out(self.ctx, uow, event)
            if done.status < _WRONG:
                await uow.trigger_calls.answered(event.id, done.status, done.body)
            else:
                await uow.trigger_calls.let_go(event.id)
        return Answer(done.status, done.body)


def _event(body: bytes) -> SystemEvent | Unreadable:
    try:
        told = json.loads(body.decode("utf-8"), parse_constant=_no, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        return Unreadable({"": _NOT_JSON})
    return read_event(told) if isinstance(told, dict) else Unreadable({"": _NOT_JSON})


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name comes twice")
    return made


def _no(_constant: str) -> None:
    raise ValueError("not JSON")


def _again(met: Call, digest: str) -> Answer:
    if met.digest != digest:
        sentence = "An event with this id was taken already, with other words. Give each event its own id."
        return Answer(409, {"error": "id_reused", "fields": {"id": sentence}})
    return Answer(met.status, met.answer)


def _invalid(fields: Mapping[str, str]) -> Answer:
    return Answer(400, {"error": "invalid", "fields": dict(fields)})
