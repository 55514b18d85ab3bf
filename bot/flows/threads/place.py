"""In which Slack channel a client's thread stands: by the first of the admins' rules, or in the inbox."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.settings import RoutingRule
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork


def place(rules: Sequence[RoutingRule], inbox: str, sender: str, tags: Iterable[str]) -> str:
    """The channel of a client who writes to ``sender``, an address of ours, and carries these tags."""
    carried = {tag.casefold() for tag in tags}
    fitting = (rule.slack_channel for rule in rules if _fits(rule, sender, carried))
    return next((channel for channel in fitting if channel), inbox)


async def places(uow: UnitOfWork, senders: Mapping[str, str], inbox: str) -> dict[str, str]:
    """The channel of each of these clients, given by id with the sender of ours that they write to."""
    rules = (await uow.settings.load()).settings.routing
    if not rules:
        return dict.fromkeys(senders, inbox)
    tags = await uow.clients.tags_of(senders) if any(rule.tag for rule in rules) else {}
    return {
        client_id: place(rules, inbox, sender, tags.get(client_id, ()))
        for client_id, sender in senders.items()
    }


async def inbox_channels(ctx: Context, uow: UnitOfWork) -> list[str]:
    """Every channel in which clients' threads stand or are to stand, the inbox first."""
    rules = (await uow.settings.load()).settings.routing
    ruled = [rule.slack_channel for rule in rules if rule.slack_channel]
    return list(dict.fromkeys([ctx.settings.inbox_channel, *ruled, *await uow.conversations.channels()]))


async def ruled_channels(ctx: Context, workspace_id: str) -> list[str]:
    """The channels of the admins' rules, for who asks from outside."""
    async with ctx.store.read(workspace_id) as uow:
        rules = (await uow.settings.load()).settings.routing
    return list(dict.fromkeys(rule.slack_channel for rule in rules if rule.slack_channel))


def _fits(rule: RoutingRule, sender: str, tags: set[str]) -> bool:
    by_sender = not rule.sender or rule.sender == sender
    return by_sender and (not rule.tag or rule.tag.casefold() in tags)
