"""What every handler is given."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.flows.inbound.slack_events import SlackEvent
from bot.ports import Provider
from bot.slack.afterwards import Afterwards
from bot.slack.drawings import Drawings
from bot.slack.person import People

Payload = dict[str, Any]
Intake = Callable[[SlackEvent], Awaitable[None]]


@dataclass(frozen=True)
class Deps:
    """The flows' context, the one workspace served, Slack, where events are kept, the open forms, and who was
    asked about lately.

    ``intake`` returns when the event is durable and raises when it is not. ``public_url`` is where Twilio
    reaches us; empty: nowhere. ``providers`` are asked for what somebody waits for in a window; ``accounts``
    is what further accounts are set up with, None where that cannot be done.
    """

    ctx: Context
    workspace_id: str
    client: AsyncWebClient
    intake: Intake
    drawings: Drawings = field(default_factory=Drawings)
    public_url: str = ""
    providers: Sequence[Provider] = ()
    accounts: AccountDesk | None = None
    afterwards: Afterwards = field(default_factory=Afterwards)
    people: People = field(default_factory=People)


Handler = Callable[[Deps, Payload, AsyncAck], Awaitable[None]]
EventHandler = Callable[[Deps, Payload], Awaitable[None]]
