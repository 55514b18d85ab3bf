"""What WhatsApp tells of somebody's addresses: the identity behind a number, or that the number is a new one.

An identity is Meta's own word for who writes, so that whatever it writes from is the same person's. Consent
and WhatsApp's window stay with the address they were given for, while an opt-out holds for all of them. Where
number and identity are two clients', nobody guesses: a teammate is asked (see ``bot.flows.inbound.moved``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.events import InboundText
from bot.flows.consent.reach import keep_opted_out
from bot.flows.context import Context
from bot.flows.occasions.clock_of_client import follow_clock
from bot.storage.repositories.clients import Owner
from bot.storage.unit_of_work import UnitOfWork

Owners = dict[str, Owner]


@dataclass(frozen=True)
class Moved:
    """A client has a new address, which is used first from now on. ``first_number``: before, nobody knew any
    number of theirs."""

    text: InboundText
    owner: Owner
    value: str
    first_number: bool


@dataclass(frozen=True)
class TwoOwners:
    """What the text names as one person's are the addresses of two clients."""

    text: InboundText
    writer: Owner
    other: Owner


@dataclass
class Linked:
    """What there is to tell the team."""

    moved: list[Moved] = field(default_factory=list)
    doubtful: list[TwoOwners] = field(default_factory=list)


def is_open(text: InboundText, owners: Owners) -> bool:
    """Whether a text may tell something new of its writer's addresses."""
    if text.extras.moved_to:
        return text.sender in owners
    if not text.identity:
        return False
    number, identity = owners.get(text.sender), owners.get(text.identity)
    return number is None or identity is None or number.client_id != identity.client_id


async def link(ctx: Context, uow: UnitOfWork, texts: Sequence[InboundText], owners: Owners) -> Linked:
    """Keep what these texts tell; ``owners``, of the addresses in them, is brought up to date."""
    values = {
        value for text in texts for value in (text.sender, text.identity, text.extras.moved_to) if value
    }
    known = {owners[value].client_id for value in values if value in owners}
    # All at once and in one order; what was read before may have changed until here.
    await uow.client_records.lock(sorted(known))
    owners |= await uow.clients.by_addresses(values)
    linking = _Linking(ctx, uow, owners, Linked())
    for text in texts:
        await linking.take_in(text)
    return linking.linked


@dataclass(frozen=True)
class _Linking:
    ctx: Context
    uow: UnitOfWork
    owners: Owners
    linked: Linked

    async def take_in(self, text: InboundText) -> None:
        writer, identity = self.owners.get(text.sender), self.owners.get(text.identity)
        if text.extras.moved_to and writer:
            await self._move(text, writer, text.extras.moved_to)
        elif writer is None and identity:
            await self._move(text, identity, text.sender)
        elif writer and identity is None:
            await self._give(text, writer, text.identity)
        elif writer and identity and writer.client_id != identity.client_id:
            self.linked.doubtful.append(TwoOwners(text, writer, identity))

    async def _move(self, text: InboundText, owner: Owner, value: str) -> None:
        """The client is at this address now: given, if it is nobody's, and used first."""
        if await self.uow.messages.by_intent(f"{text.provider}:{text.provider_id}"):
            return  # Met before: somebody may have decided otherwise meanwhile.
        client = await self.uow.clients.get(owner.client_id)
        if client is None or not await self._give(text, owner, value):
            return
        if client.addresses and client.addresses[0].value == value:
            return
        address = await self.uow.addresses.get(self.owners[value].address_id)
        if address:
            await self.uow.addresses.put_first(address)
            # The area of the first number says where the client is, while nobody else does.
            await follow_clock(self.uow, owner.client_id, self.ctx.clock.now())
            self.linked.moved.append(Moved(text, self.owners[value], value, not client.numbers))

    async def _give(self, text: InboundText, owner: Owner, value: str) -> bool:
        """Whether the client has this address by now; one that is another client's stays there."""
        if value not in self.owners:
            given = await self.uow.addresses.add(owner.client_id, value, self.ctx.clock.now())
            if given:
                self.owners[value] = Owner(given.id, owner.client_id, owner.client_name, owner.is_spam)
                await keep_opted_out(self.uow, owner.client_id, [value], same=True)
            else:
                # Somebody else was first, at this very moment.
                self.owners.update(await self.uow.clients.by_addresses([value]))
        holder = self.owners.get(value)
        if holder and holder.client_id == owner.client_id:
            return True
        if holder:
            self.linked.doubtful.append(TwoOwners(text, owner, holder))
        return False
