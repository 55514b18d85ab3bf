"""Storing what a team member wants to send, with the gate's answer, so that nothing is lost after this."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.client import ConsentState
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.message import Direction, Draft, Message, Purpose, Status
from bot.domain.storable import storable
from bot.flows.outbound.route import Route
from bot.policy.decision import Decision, Facts, Refuse, as_json
from bot.policy.pipeline import decide
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import UnitOfWork
from bot.storage.wakeups import Topic


@dataclass(frozen=True)
class Intent:
    """What is to be sent, where it comes from in Slack, and what makes it the same intent if met again."""

    key: str
    conversation: Conversation
    client_name: str
    route: Route
    body: str
    due_at: datetime
    user: str | None = None
    slack_channel: str | None = None
    slack_ts: str | None = None
    retry_of: str | None = None
    purpose: Purpose = Purpose.DIRECT


@dataclass(frozen=True)
class Enqueued:
    """The stored message and the gate's decision.

    ``is_new`` is False when the intent was known already: then it is the message stored at that time, and
    what the gate says today is of no account.
    """

    message: Message
    decision: Decision
    is_new: bool

    @property
    def refused(self) -> str | None:
        """Why it will not go, in words for the person, or None."""
        return self.decision.words if self.is_new and isinstance(self.decision, Refuse) else None


async def enqueue(uow: UnitOfWork, intent: Intent, now: datetime) -> Enqueued:
    """Ask the gate and store the message with its answer: queued, or refused."""
    decision = decide(_draft(intent), await _facts(uow, intent), now)
    message = _message(intent, uow.workspace_id, decision, now)
    added = await uow.messages.add([(message, intent.key)], {message.id: as_json(decision)})
    if not added:
        known = await uow.messages.by_intent(intent.key, intent.retry_of)
        return Enqueued(known or message, decision, False)
    await uow.messages.log([MessageEvent(message.id, now, message.status, detail=as_json(decision))])
    uow.wake(Topic.MESSAGES)
    return Enqueued(message, decision, True)


async def _facts(uow: UnitOfWork, intent: Intent) -> Facts:
    address = intent.route.address
    recorded = await uow.consents.of_addresses([address.id])
    state = recorded.get((address.id, intent.route.channel.family), ConsentState.UNKNOWN)
    return Facts(client_name=intent.client_name, consent=state, purpose=intent.purpose)


def _draft(intent: Intent) -> Draft:
    route = intent.route
    return Draft(
        route.channel,
        route.address.value,
        intent.body,
        route.sender.address,
        max_characters=route.sender.max_characters,
    )


def _message(intent: Intent, workspace_id: str, decision: Decision, now: datetime) -> Message:
    refused = isinstance(decision, Refuse)
    return Message(
        id=new_id(),
        workspace_id=workspace_id,
        conversation_id=intent.conversation.id,
        client_id=intent.conversation.client_id,
        address_id=intent.route.address.id,
        direction=Direction.OUT,
        channel=intent.route.channel,
        sender=intent.route.sender.address,
        to=intent.route.address.value,
        body=storable(intent.body),
        status=Status.REFUSED if refused else Status.QUEUED,
        created_at=now,
        due_at=intent.due_at,
        updated_at=now,
        purpose=intent.purpose,
        provider=intent.route.sender.provider,
        slack_channel=intent.slack_channel,
        slack_ts=intent.slack_ts,
        slack_user=intent.user,
        error_text=decision.words if isinstance(decision, Refuse) else None,
        retry_of=intent.retry_of,
    )
