"""A system of the team's own, for tests: it has a key, and signs what it tells."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.trigger_key import signature_of
from bot.flows.context import Context
from bot.flows.systems.keys import MadeKey, make_key
from bot.flows.systems.receive import Answer, SystemDoor
from bot.flows.systems.verify import SignedRequest
from bot.flows.team.roles import OPERATOR
from bot.vault import Vault

VAULT = Vault([b"k" * 32])
JSON = "application/json; charset=utf-8"

SET: dict[str, Any] = {
    "id": "evt-1",
    "event": "appointment.set",
    "ref": "A-17",
    "client": {"number": "+12125550123", "name": "Jane Doe"},
    "at": "2026-11-23T10:00:00-05:00",
    "place": "2 Pier Road",
}


@dataclass
class OwnSystem:
    """Tells a door what happened."""

    ctx: Context
    workspace_id: str
    key: MadeKey
    door: SystemDoor = field(init=False)

    def __post_init__(self) -> None:
        self.door = SystemDoor(self.ctx, self.workspace_id, VAULT)

    def signed(self, body: bytes, **changes: str) -> SignedRequest:
        """A request as it would sign it now, but for what is changed afterwards."""
        timestamp = changes.pop("timestamp", str(int(self.ctx.clock.now().timestamp())))
        signature = signature_of(self.key.secret, timestamp, body)
        return replace(SignedRequest(self.key.key.id, timestamp, signature, body), **changes)  # type: ignore[arg-type]

    async def tell(self, event: object) -> Answer:
        """Tell it of an event."""
        return await self.door.receive(self.signed(json.dumps(event).encode()), JSON)


async def with_key(ctx: Context, workspace_id: str, label: str = "Booking system") -> OwnSystem:
    """A system with a key of its own."""
    made = await make_key(ctx, VAULT, workspace_id, OPERATOR, label)
    assert isinstance(made, MadeKey)
    return OwnSystem(ctx, workspace_id, made)
