"""Who the writers of a batch of texts are: clients by their addresses, and strangers, who become leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.address_words import display
from bot.domain.events import InboundText
from bot.domain.settings import DlpRule
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.gate.sensitive import hidden_in_text
from bot.flows.inbound.identities import Linked, Owners, is_open, link
from bot.storage.repositories.clients import Owner
from bot.storage.unit_of_work import UnitOfWork

# A profile name is the stranger's own choice: it is a hint, and bounded like one.
MAX_PROFILE_NAME = 80


@dataclass(frozen=True)
class People:
    """Whose each address is by now, and what the texts have told of somebody's addresses."""

    owners: Owners
    linked: Linked

    def of(self, text: InboundText) -> Owner:
        """Whose text it is, with the address to answer to: after a move, the new one."""
        writer, moved = self.owners[text.sender], self.owners.get(text.extras.moved_to)
        return moved if moved and moved.client_id == writer.client_id else writer


async def people_of(ctx: Context, uow: UnitOfWork, texts: Sequence[InboundText]) -> People:
    """Whose addresses the texts came from; a stranger becomes a lead, and what they tell is kept."""
    owners = await uow.clients.by_addresses({value for text in texts for value in _values(text)})
    strangers = await _strangers(uow, texts, owners)
    if strangers:
        owners |= await uow.clients.add_with_addresses(sorted(strangers.items()), ctx.clock.now(), lead=True)
    open_ = [text for text in texts if is_open(text, owners)]
    return People(owners, await link(ctx, uow, open_, owners) if open_ else Linked())


def about_somebody(texts: Sequence[InboundText], people: People) -> list[InboundText]:
    """The texts without those that only tell of a new address of somebody who has never written."""
    return [text for text in texts if text.sender in people.owners]


async def owners_of(ctx: Context, uow: UnitOfWork, texts: Sequence[InboundText]) -> Owners:
    """Whose addresses the texts came from."""
    return (await people_of(ctx, uow, texts)).owners


def _values(text: InboundText) -> list[str]:
    return [value for value in (text.sender, text.identity, text.extras.moved_to) if value]


async def _strangers(uow: UnitOfWork, texts: Sequence[InboundText], owners: Owners) -> dict[str, str]:
    """The names of those whom neither the number nor the identity makes known, by the address they wrote
    from; who writes from two of them in one batch is one."""
    unknown: dict[str, InboundText] = {}
    known = set(owners)
    for text in texts:
        if text.extras.moved_to:
            continue
        if not known & {text.sender, text.identity}:
            unknown[text.sender] = text
        known |= {text.sender, text.identity} - {""}
    if not unknown:
        return {}
    rules = (await uow.settings.load()).settings.dlp
    return {sender: _lead_name(text, rules) for sender, text in unknown.items()}


def _lead_name(text: InboundText, rules: Sequence[DlpRule]) -> str:
    profile = " ".join(storable(text.profile_name or "").split())[:MAX_PROFILE_NAME].strip()
    # A name in which a rule finds something is none: cards would show it to everybody.
    return display(text.sender) if not profile or hidden_in_text(profile, rules) else profile
