"""A team at work, step by step: what clients, teammates, Slack and the provider do, and what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncEntry
from bot.domain.events import InboundText, Receipt
from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Message, Status
from bot.domain.replies import TeammateWrote, ThreadEvent
from bot.domain.roles import Role
from bot.domain.thread import Mark, ThreadPost
from bot.flows.context import Context
from bot.flows.inbound.receive import receive
from bot.flows.inbound.thread_events import handle
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.receipts import record
from bot.flows.outbound.settle import ask, claim_doubts, settle
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.repositories.roles import Grant
from bot.storage.tables import audit, clients, consent_events, message_events, messages, outbox
from tests.support.journeys import post_due, root_of, send_due
from tests.support.world import (
    INBOX,
    OUR_SMS,
    OUR_WHATSAPP,
    RememberingProvider,
    RememberingSlack,
    StoppedClock,
    inbound,
)

JANE = "+12125550123"
# What the program adds below a client's first text.
ADDED = "\nHarbor Clinic. Reply STOP to opt out."
# What teammates are told of that, once each.
ADDED_TOLD = "Below the first text"
_MOST_ROUNDS = 200
_IN_FLIGHT = {Status.QUEUED, Status.SENDING, Status.CHECKING}


def failure(kind: FailureKind, **more: Any) -> Failure:
    """A failure of this kind, in words of its own."""
    return Failure(kind, f"It was {kind.value}.", **more)


@dataclass
class Team:
    """One workspace with its doubles, and short words for what happens in it."""

    ctx: Context
    workspace_id: str
    clock: StoppedClock
    provider: RememberingProvider = field(default_factory=RememberingProvider)
    slack: RememberingSlack = field(default_factory=RememberingSlack)
    _said: int = 0

    def with_context(self, **changes: Any) -> "Team":
        """The same team with another context."""
        return replace(self, ctx=replace(self.ctx, **changes))

    async def meet(self, name: str, number: str = JANE) -> str:
        """A client of this name and number; the id."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            made = await uow.clients.add_with_addresses([(number, name)], self.clock.now(), lead=False)
        return made[number].client_id

    async def hear(self, *texts: InboundText) -> None:
        """Texts from clients, as one batch."""
        await receive(self.ctx, self.workspace_id, texts)

    async def written_to(self, *numbers: str, channel: Channel = Channel.WHATSAPP) -> None:
        """Clients write first, so that WhatsApp's window to them is open."""
        now = self.clock.now()
        said = [inbound("Hi there", f"hi:{number}", sender=number, channel=channel) for number in numbers]
        await self.hear(*(replace(each, received_at=now) for each in said))

    async def text(
        self,
        body: str,
        *,
        number: str = JANE,
        channel: Channel = Channel.SMS,
        user: str = "U1",
        send_at: datetime | None = None,
    ) -> str:
        """A text from the compose modal, for now or for a time to come; the message's id."""
        self._said += 1
        sender = OUR_WHATSAPP if channel is Channel.WHATSAPP else OUR_SMS
        request = ComposeRequest(
            f"view:{self._said}", user, channel, sender, body, None, number, "Jane Doe", send_at=send_at
        )
        composed = await compose(self.ctx, self.workspace_id, request)
        assert isinstance(composed, Composed)
        return composed.message_id

    async def event(self, event: ThreadEvent) -> None:
        """Something happens in Slack."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            await handle(self.ctx, uow, event)

    async def reply(self, text: str, ts: str = "9.1", *, user: str = "U1", **more: Any) -> None:
        """A teammate writes into the newest thread."""
        await self.event(TeammateWrote(INBOX, ts, root_of(self.slack), user, text, **more))

    async def receipts(self, *receipts: Receipt) -> None:
        """Delivery receipts, as one batch."""
        await record(self.ctx, self.workspace_id, receipts)

    async def send(self) -> int:
        """Send what is due; how many."""
        return await send_due(self.ctx, self.workspace_id, self.provider)

    async def write(self) -> int:
        """Write to Slack what is due; how many items."""
        return await post_due(self.ctx, self.workspace_id, self.slack, self.provider)

    async def work(self) -> None:
        """Send and write until nothing that is due is left; the clock moves only as far as paces need."""
        for _ in range(_MOST_ROUNDS):
            if not await self.send() + await self.write():
                if not await self._something_is_due():
                    return
                self.clock.advance(milliseconds=250)
        raise AssertionError("The work never ends.")

    async def wait(self, **by: float) -> None:
        """Let time pass, then work."""
        self.clock.advance(**by)
        await self.work()

    async def settle_doubts(self) -> int:
        """Ask the provider about every doubt that is due; how many."""
        doubts = await claim_doubts(self.ctx, self.workspace_id)
        for doubt in doubts:
            answer = await ask(self.provider, doubt)  # type: ignore[arg-type]
            await settle(self.ctx, self.workspace_id, doubt, answer)
        return len(doubts)

    async def opt_out(self, number: str = JANE, channel: Channel = Channel.SMS) -> None:
        """Record that this number wants nothing more."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            owner = (await uow.clients.by_addresses([number]))[number]
            state, now = ConsentState.WITHDRAWN, self.clock.now()
            await uow.consents.record(
                [ConsentChange(owner.address_id, channel, state, "test", "a test's word", now)]
            )

    async def consent(self, number: str = JANE, channel: Channel = Channel.SMS) -> ConsentState:
        """What a number has allowed."""
        async with self.ctx.store.read(self.workspace_id) as uow:
            owner = (await uow.clients.by_addresses([number]))[number]
            states = await uow.consents.of_addresses([owner.address_id])
        return states.get((owner.address_id, channel), ConsentState.UNKNOWN)

    async def promote(self, user: str, role: Role) -> None:
        """Give a teammate a role."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            await uow.roles.grant(Grant(user, role, None, self.clock.now()))

    async def decide(self, **changes: Any) -> None:
        """An admin changes these of the workspace's settings."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            kept = await uow.settings.load()
            new = replace(kept.settings, **changes)
            await uow.settings.save(new, kept.version, "U0ADMIN", self.clock.now())

    async def audit(self, action: str) -> Sequence[Any]:
        """What the audit holds of this kind."""
        return await self.rows(audit, action=action)

    async def listed(self, number: str = JANE) -> list[DncEntry]:
        """What stands on the do-not-contact list of a number."""
        async with self.ctx.store.read(self.workspace_id) as uow:
            return await uow.dnc.of_numbers([number])

    async def messages(self) -> list[Message]:
        """Every message, the oldest first."""
        async with self.ctx.store.read(self.workspace_id) as uow:
            rows = await uow.connection.execute(select(*MESSAGE).order_by(messages.c.id))
            return [read_message(row) for row in rows]

    async def message(self, message_id: str | None = None) -> Message:
        """One message: the only one, unless it is named."""
        found = [each for each in await self.messages() if message_id in (None, each.id)]
        assert len(found) == 1, found
        return found[0]

    async def statuses(self) -> list[Status]:
        """The statuses of all messages, the oldest first."""
        return [each.status for each in await self.messages()]

    async def log(self, message_id: str) -> list[tuple[str, bool]]:
        """A message's log: each status and whether it moved the message."""
        return [(row.status, row.moved) for row in await self.rows(message_events, message_id=message_id)]

    async def ledger(self) -> Sequence[Any]:
        """The consent ledger."""
        return await self.rows(consent_events)

    async def clients(self) -> Sequence[Any]:
        """The clients."""
        return await self.rows(clients)

    async def outbox(self, **where: Any) -> Sequence[Any]:
        """Rows of the outbox."""
        return await self.rows(outbox, **where)

    async def rows(self, table: Any, **where: Any) -> Sequence[Any]:
        """Rows of a table in the order of their ids."""
        query = select(table).order_by(table.c.id)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        async with self.ctx.store.read(self.workspace_id) as uow:
            return (await uow.connection.execute(query)).all()

    async def change(self, table: Any, row_id: str, **values: Any) -> None:
        """Change a row behind the flows' back."""
        async with self.ctx.store.write(self.workspace_id) as uow:
            await uow.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    @property
    def sent(self) -> list[str]:
        """The words the provider was asked to send, without the line that is added to a first text."""
        return [message.body.removesuffix(ADDED) for message in self.provider.sent]

    @property
    def carried(self) -> list[str]:
        """The texts the provider was asked to send, as the clients read them."""
        return [message.body for message in self.provider.sent]

    def posts(self, kind: type[ThreadPost] | None = None) -> list[Any]:
        """What stands in threads, of one kind if given."""
        return [
            post for _, root, post, _ in self.slack.posts if root and (kind is None or isinstance(post, kind))
        ]

    def marks(self, ts: str) -> list[Mark]:
        """The reactions on a Slack message, in the order they were made."""
        return [mark for _, marked, mark in self.slack.marks if marked == ts]

    @property
    def told(self) -> list[str]:
        """What teammates were told that only they see, but for the word on a client's first text."""
        return [text for _, text in self.slack.notices if not text.startswith(ADDED_TOLD)]

    async def _something_is_due(self) -> bool:
        now: datetime = self.clock.now()
        # Rows come in the order of their ids: of each order key the first holds back the others.
        first = {row.order_key: row for row in reversed(await self.outbox(state="waiting"))}
        if any(row.next_attempt_at <= now for row in first.values()):
            return True
        return any((m.next_attempt_at or now) <= now for m in await self._next_to_go())

    async def _next_to_go(self) -> list[Message]:
        """The queued messages that no earlier one to the same client holds back."""
        waiting = [m for m in await self.messages() if m.status in _IN_FLIGHT]
        first: dict[str, Message] = {}
        for message in sorted(waiting, key=lambda m: (m.due_at, m.id)):
            first.setdefault(message.client_id, message)
        return [message for message in first.values() if message.status is Status.QUEUED]
