"""A teammate's reply in a client's thread, on its way to the client."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.message import Media, Message
from bot.domain.storable import storable
from bot.domain.thread import Notice
from bot.flows.clients.owner import claim_softly
from bot.flows.context import Context
from bot.flows.gate.ask import Answer
from bot.flows.outbound.changed import notice_words, privacy_words
from bot.flows.outbound.elsewhere import tell_of_reply
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.instead import refused_goes_by_sms
from bot.flows.outbound.route import Route, route_of_conversation
from bot.flows.outbound.ways_out import told
from bot.flows.threads import items
from bot.flows.threads.still_scheduled import tell_of_scheduled
from bot.policy.decision import Refuse
from bot.storage.unit_of_work import UnitOfWork

_ON_TIME = timedelta(seconds=30)


@dataclass(frozen=True)
class Reply:
    """A message in a thread: where it stands, whose it is, and what the client would read.

    ``media`` are its files, made ready for the way that ``route`` is; without it the way is found here."""

    channel: str
    ts: str
    root_ts: str
    user: str
    text: str
    media: tuple[Media, ...] = ()
    route: Route | None = None

    @property
    def intent_key(self) -> str:
        """The same however often it is met."""
        return f"slack:{self.channel}:{self.ts}"

    def written_at(self, now: datetime) -> datetime:
        """When it was written, by Slack's clock: two replies go in the order in which they were written, not
        in which Slack's calls happened to arrive. A reply that comes late counts from now."""
        try:
            written = datetime.fromtimestamp(float(self.ts), UTC)
        except (ValueError, OverflowError, OSError):
            return now
        return written if abs(now - written) < _ON_TIME else now


async def queue_reply(
    ctx: Context,
    uow: UnitOfWork,
    conversation: Conversation,
    client: Client | None,
    reply: Reply,
    due_at: datetime,
) -> None:
    """Store it to go at ``due_at``, and tell its author what differs from a plain yes. Raises NoRoute."""
    now = ctx.clock.now()
    route = reply.route or await route_of_conversation(ctx, uow, conversation.id, conversation.client_id)
    intent = Intent(
        key=reply.intent_key,
        conversation=conversation,
        client_name=client.name if client else "",
        route=route,
        body=storable(reply.text).strip(),
        due_at=due_at,
        user=reply.user,
        slack_channel=reply.channel,
        slack_ts=reply.ts,
        media=reply.media,
    )
    stored = await enqueue(uow, intent, now)
    if not stored.is_new:
        return
    if not stored.refused:
        await tell_of_reply(uow, conversation, stored.message, reply.root_ts, now)
    if client and not stored.refused:
        await claim_softly(uow, client, reply.user)
        await tell_of_scheduled(uow, [client.id], now, by=reply.user)
    await uow.outbox.add(items.about(stored.message), now)
    refusal = stored.decision
    if isinstance(refusal, Refuse) and await refused_goes_by_sms(ctx, uow, stored.message, refusal):
        return
    notice = await what_differs(ctx, uow, stored.message, stored.answer)
    key = f"TeammateWrote:{reply.channel}:{reply.ts}:{now.timestamp():.3f}"
    if notice:
        await uow.outbox.add([items.tell_notice(reply.user, reply.channel, reply.root_ts, notice, key)], now)
    if stored.message.notice and not stored.refused:
        await _tell_of_line(uow, reply, stored.message, now)


async def what_differs(ctx: Context, uow: UnitOfWork, message: Message, answer: Answer) -> Notice | None:
    """What the author is told: that it does not go, or not now, and what was taken out of it."""
    notice = await told(ctx, uow, message, answer, ctx.clock.now())
    privacy = "" if isinstance(answer.decision, Refuse) else privacy_words(answer.decision)
    if not notice:
        return Notice(privacy) if privacy else None
    return replace(notice, text=f"{notice.text} {privacy}".strip())


async def _tell_of_line(uow: UnitOfWork, reply: Reply, message: Message, now: datetime) -> None:
    # Once for each teammate: who has read it knows what the next new client reads, and the compose form
    # and its posts show the line each time. Said with every first text it would only be in the way.
    key = f"notice:{reply.user}"
    added = items.tell(reply.user, reply.channel, reply.root_ts, notice_words(message), key)
    await uow.outbox.add([added], now)
