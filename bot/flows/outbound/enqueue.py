"""Storing what a team member wants to send, with the gate's answer, so that nothing is lost after this."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.made_from import MadeFrom
from bot.domain.message import Direction, Media, Message, Override, Purpose, Status
from bot.domain.pricing import carried_as
from bot.domain.storable import storable
from bot.domain.template import SentTemplate
from bot.domain.waiting import Waiting
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import Wish, of_wish
from bot.flows.gate.sensitive import hidden_in_draft, report_endless
from bot.flows.gate.waiting import waiting_of
from bot.flows.money.reserve import reserve
from bot.flows.outbound.overriding import note_override
from bot.flows.outbound.route import Route
from bot.flows.threads.answered import answered
from bot.policy.checks.budget import may_exceed, used_up
from bot.policy.checks.opt_in import FULL, PENDING
from bot.policy.decision import Decision, Hold, Refuse, as_json, codes_of, explained
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import Topic


@dataclass(frozen=True)
class Intent:
    """What is to be sent, where it comes from in Slack, and what makes it the same intent if met again.

    ``scheduled_for``: the time that a person has chosen, which then is ``due_at``. ``made_from``: the team's
    template whose words these are, and what has caused it; ``useless_at``: from then on it is of no use.
    """

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
    override: Override | None = None
    template: SentTemplate | None = None
    scheduled_for: datetime | None = None
    media: tuple[Media, ...] = ()
    made_from: MadeFrom | None = None
    useless_at: datetime | None = None

    @property
    def is_answer(self) -> bool:
        """Whether a teammate writes to the client now. What goes later answers nobody yet (see ``dispatch``),
        and what goes again and again never does."""
        by_itself = self.made_from is not None and bool(self.made_from.series_id)
        return self.user is not None and self.scheduled_for is None and not by_itself

    @property
    def channel(self) -> Channel:
        """What carries it: a text with a picture is an MMS."""
        return carried_as(self.route.channel, self.media)


@dataclass(frozen=True)
class Enqueued:
    """The stored message and the gate's answer.

    ``is_new`` is False when the intent was known already: then it is the message stored at that time, and
    what the gate says today is of no account.
    """

    message: Message
    answer: Answer
    is_new: bool

    @property
    def decision(self) -> Decision:
        """What the gate says."""
        return self.answer.decision

    @property
    def refused(self) -> str | None:
        """Why it will not go, in words for the person, or None."""
        return self.decision.words if self.is_new and isinstance(self.decision, Refuse) else None

    @property
    def waiting(self) -> Waiting | None:
        """Until when it is held or scheduled, as seen now; None when it is neither, or has gone meanwhile."""
        message = self.message
        if message.status is not Status.QUEUED:
            return None
        return waiting_of(self.answer, message.created_at, message.scheduled_for)


async def enqueue(uow: UnitOfWork, intent: Intent, now: datetime) -> Enqueued:
    """Ask the gate and store the message with its answer: queued for now or for later, or refused.

    About a text that is scheduled it is asked as it will be then, and once more when it goes.
    """
    [answer] = await ask(uow, [of_wish(_wish(intent))], intent.scheduled_for or now)
    if {PENDING, FULL} & codes_of(answer.decision):
        # Another text may have taken the last place, or the client have answered, at this very moment.
        await uow.consents.of_addresses([intent.route.address.id], lock=True)
        [answer] = await ask(uow, [of_wish(_wish(intent))], intent.scheduled_for or now)
    message = _message(intent, uow.workspace_id, answer, now)
    added = await uow.messages.add([(message, intent.key)], {message.id: as_json(answer.decision)})
    if not added:
        known = await uow.messages.by_intent(intent.key, intent.retry_of)
        return Enqueued(known or message, answer, False)
    await report_endless(uow, message.body, Direction.OUT, answer.facts.settings.dlp, now)
    stored = await _paid(uow, message, answer, now)
    detail = as_json(stored.decision)
    await uow.messages.log([MessageEvent(message.id, now, stored.message.status, detail=detail)])
    await note_override(uow, message, stored.decision, now)
    if not stored.refused and intent.is_answer:
        await answered(uow, intent.conversation.id, now)
    uow.wake(Topic.MESSAGES)
    return stored


async def _paid(uow: UnitOfWork, message: Message, answer: Answer, now: datetime) -> Enqueued:
    """Reserve the cost of what is to go; where others were faster, the budget refuses it after all."""
    decision, settings = answer.decision, answer.facts.settings
    if isinstance(decision, Refuse):
        return Enqueued(message, answer, True)
    beyond = may_exceed(message.purpose, message.override)
    short = await reserve(uow, message, settings, now, beyond=beyond)
    if short is None:
        return Enqueued(message, answer, True)
    refusal = Refuse((used_up(short, answer.facts.cost),))
    refused = replace(message, status=Status.REFUSED, error_text=explained(refusal))
    await uow.messages.update(
        [
            {
                "id": message.id,
                "status": refused.status.value,
                "error_text": refused.error_text,
                "decision": as_json(refusal),
            }
        ]
    )
    return Enqueued(refused, replace(answer, decision=refusal), True)


def _wish(intent: Intent) -> Wish:
    route = intent.route
    return Wish(
        channel=intent.channel,
        sender=route.sender,
        to=route.address.value,
        body=intent.body,
        client_name=intent.client_name,
        address_id=route.address.id,
        client_id=intent.conversation.client_id,
        conversation_id=intent.conversation.id,
        user=intent.user,
        purpose=intent.purpose,
        override=intent.override,
        due_at=intent.due_at,
        template=intent.template,
        is_ahead=intent.scheduled_for is not None,
        media=intent.media,
        useless_at=intent.useless_at,
    )


def _message(intent: Intent, workspace_id: str, answer: Answer, now: datetime) -> Message:
    decision, draft = answer.decision, answer.question.draft
    refused = isinstance(decision, Refuse)
    # What is held is due later, so that an answer to a STOP, which is not, does not wait behind it.
    due_at = max(intent.due_at, decision.until) if isinstance(decision, Hold) else intent.due_at
    return Message(
        id=new_id(),
        workspace_id=workspace_id,
        conversation_id=intent.conversation.id,
        client_id=intent.conversation.client_id,
        address_id=intent.route.address.id,
        direction=Direction.OUT,
        channel=intent.channel,
        sender=intent.route.sender.address,
        to=intent.route.address.value,
        body=storable(draft.body),
        notice=draft.notice,
        hidden=hidden_in_draft(draft, answer.facts.settings.dlp),
        override=draft.override,
        template=intent.template,
        status=Status.REFUSED if refused else Status.QUEUED,
        created_at=now,
        due_at=due_at,
        updated_at=now,
        purpose=intent.purpose,
        provider=intent.route.sender.provider,
        slack_channel=intent.slack_channel,
        slack_ts=intent.slack_ts,
        slack_user=intent.user,
        error_text=explained(decision),
        retry_of=intent.retry_of,
        scheduled_for=intent.scheduled_for,
        media=intent.media,
        awaits_consent=isinstance(decision, Hold) and PENDING in codes_of(decision),
        intent_key=intent.key,
        made_from=intent.made_from,
        useless_at=intent.useless_at,
    )
