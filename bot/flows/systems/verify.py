"""Whether a request was signed by one of the team's own systems, and by which."""

import logging
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.trigger_key import is_signed, is_timely
from bot.flows.context import Context
from bot.flows.systems.keys import secret_of
from bot.storage.repositories.trigger_keys import KeptKey
from bot.vault import Vault

_log = logging.getLogger(__name__)

# What a signature is compared with where there is no secret, so that this takes as long.
_NO_SECRET = "no key of this id is in use"  # noqa: S105 - it opens nothing.
_ID_LENGTH = 26


@dataclass(frozen=True)
class SignedRequest:
    """What came by HTTP: the three headers and the whole body."""

    key_id: str
    timestamp: str
    signature: str = field(repr=False)
    body: bytes = field(repr=False)


class Refusal(StrEnum):
    """Why a request is not believed. An unknown or revoked key and a wrong signature are one: whoever
    guesses must not learn which of them was right."""

    HEADERS = "headers_missing"
    TIME = "timestamp_out_of_range"
    SIGNATURE = "signature_not_valid"


async def verify(
    ctx: Context, vault: Vault | None, workspace_id: str, request: SignedRequest
) -> KeptKey | Refusal:
    """The key that signed it, or why it is refused."""
    if not (request.key_id and request.timestamp and request.signature):
        return Refusal.HEADERS
    if not is_timely(request.timestamp, ctx.clock.now()):
        return Refusal.TIME
    kept = await _key(ctx, workspace_id, request.key_id)
    secret = secret_of(vault, kept) if kept else None
    if kept and secret is None and kept.key.revoked_at is None:
        _log.error(
            "A request's key cannot be opened with ENCRYPTION_KEYS: put the key back, or make a new one.",
            extra={"key": kept.key.id},
        )
    signed = is_signed(secret or _NO_SECRET, request.timestamp, request.body, request.signature)
    return kept if kept and secret and signed else Refusal.SIGNATURE


async def _key(ctx: Context, workspace_id: str, key_id: str) -> KeptKey | None:
    if len(key_id) != _ID_LENGTH or not key_id.isalnum() or not key_id.isascii():
        return None
    async with ctx.store.look(workspace_id) as uow:
        return await uow.trigger_keys.get(key_id)
